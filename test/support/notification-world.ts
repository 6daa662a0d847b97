/** A real centre with a clock of its own, a camera, and channels to servers that the test starts. */
import type { ChannelDraft, RecipientDraft, RuleDraft } from '../../src/contract/notifications.ts';
import type { Situation } from '../../src/core/situation/situation.ts';
import { situation, squareCamera } from './situations.ts';
import { type StartedCentre, startCentre, testPassword } from './start-centre.ts';

export type NotificationWorld = {
  readonly started: StartedCentre;
  readonly clock: { now: number };
  /** Lets time pass and does what is due then. */
  pass(ms: number): Promise<void>;
  /** Does what is due now. */
  work(): Promise<void>;
  raise(id: string, more?: Partial<Situation>, jpeg?: Uint8Array): Promise<void>;
  channel(settings: ChannelDraft['settings'], name?: string): Promise<string>;
  recipient(channelId: string, more?: Partial<RecipientDraft>): Promise<string>;
  rule(recipientIds: string[], more?: Partial<RuleDraft>): Promise<string>;
  stop(): Promise<void>;
};

/** A Monday at noon in UTC. */
export const noonMs = Date.parse('2026-06-01T12:00:00Z');

export async function notificationWorld(config: Record<string, unknown> = {}): Promise<NotificationWorld> {
  const clock = { now: noonMs };
  const started = await startCentre({
    clock: { nowMs: () => clock.now },
    config: () => ({ cameras: [squareCamera()], ...config }),
  });
  const { administrator, centre } = started;
  const work = async () => {
    await centre.engine.settled();
    await centre.notifier.work();
  };
  return {
    started,
    clock,
    work,
    async pass(ms) {
      clock.now += ms;
      // Sessions end of themselves.
      if (ms >= 3_600_000)
        await administrator.call('session.create', { body: { name: 'admin', password: testPassword } });
      await work();
    },
    async raise(id, more = {}, jpeg) {
      const what = situation(id, { sinceMs: clock.now, detectedAtMs: clock.now, ...more });
      started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: jpeg ?? null });
      await work();
    },
    async channel(settings, name = settings.kind) {
      const body = { name, isEnabled: true, settings };
      return (await administrator.call('notification-channels.create', { body })).id;
    },
    async recipient(channelId, more = {}) {
      const body: RecipientDraft = {
        name: 'Duty manager',
        isEnabled: true,
        channelId,
        address: '',
        language: 'en',
        personId: null,
        area: [],
        shift: null,
        ...more,
      };
      return (await administrator.call('notification-recipients.create', { body })).id;
    },
    async rule(recipientIds, more = {}) {
      return (await administrator.call('notification-rules.create', { body: ruleDraft(recipientIds, more) }))
        .id;
    },
    stop: () => started.stop(),
  };
}

export function ruleDraft(recipientIds: string[], more: Partial<RuleDraft> = {}): RuleDraft {
  return {
    name: 'Everything',
    isEnabled: true,
    when: 'raised',
    afterMinutes: 5,
    kinds: [],
    priorities: [],
    cameraIds: [],
    area: [],
    recipientIds,
    roles: [],
    isDutyOnly: false,
    hasPicture: false,
    quietHours: null,
    repeatMinutes: 15,
    flood: { messages: 5, minutes: 10 },
    templates: { en: null, ru: null },
    ...more,
  };
}
