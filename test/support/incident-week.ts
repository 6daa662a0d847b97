/** Days of incidents through the real API: a call every few hours, a unit sent to most, closed with what was learnt. */
import type { IncidentCause, IncidentKind, IncidentOutcome } from '../../src/core/incident/incident.ts';
import type { Priority } from '../../src/core/priority.ts';
import type { TurnedClock } from './alarm-week.ts';
import { randomOf } from './random.ts';
import { type StartedCentre, testPassword } from './start-centre.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

type Told = {
  readonly kind: IncidentKind;
  readonly cause: IncidentCause;
  readonly outcome: IncidentOutcome;
  readonly priority: Priority;
  readonly lessons: string;
};
const told: readonly Told[] = [
  { kind: 'medical', cause: 'illness', outcome: 'handed-over', priority: 'high', lessons: '' },
  {
    kind: 'crowding',
    cause: 'too-many-people',
    outcome: 'resolved',
    priority: 'medium',
    lessons: 'Open gate 2 before the second half ends.',
  },
  { kind: 'damage', cause: 'misconduct', outcome: 'resolved', priority: 'low', lessons: '' },
  { kind: 'fire', cause: 'unknown', outcome: 'false-alarm', priority: 'high', lessons: '' },
  {
    kind: 'missing-person',
    cause: 'other',
    outcome: 'resolved',
    priority: 'medium',
    lessons: 'The meeting point was not known to the stewards.',
  },
];

/**
 * @param clock the centre's; stands at `untilMs` at the end.
 * @returns how many incidents there were; the last of them is not closed.
 */
export async function liveIncidents(
  { administrator }: StartedCentre,
  clock: TurnedClock,
  { untilMs, days }: { readonly untilMs: number; readonly days: number },
): Promise<number> {
  const random = randomOf(11);
  const unit = await administrator.call('units.create', { body: { name: 'Patrol 1', kind: 'patrol' } });
  let { version } = unit;
  const params = { id: unit.id };
  const act = async (action: 'made-free' | 'departed' | 'arrived' | 'cleared') => {
    const next = await administrator.call('units.act', { params, body: { action, version } });
    ({ version } = next);
  };
  await act('made-free');
  let count = 0;
  for (let day = days; day >= 1; day--) {
    for (let i = 0; i < 2 + (day % 3); i++) {
      const is = told[count % told.length]!;
      clock.nowMs = untilMs - day * dayMs + i * 3 * 60 * minuteMs + 20 * minuteMs;
      // Nobody has asked for hours: the session has ended.
      await administrator.call('session.create', { body: { name: 'admin', password: testPassword } });
      const { kind, priority } = is;
      const incident = await administrator.call('incidents.create', {
        body: { kind, priority, origin: 'call', place: `Gate ${1 + (count % 4)}` },
      });
      count++;
      if (count % 4 !== 0) {
        const body = { version, incidentId: incident.id };
        ({ version } = await administrator.call('units.assign', { params, body }));
        clock.nowMs += (1 + Math.floor(random() * 4)) * minuteMs;
        await act('departed');
        clock.nowMs += (2 + Math.floor(random() * 9)) * minuteMs;
        await act('arrived');
        clock.nowMs += (5 + Math.floor(random() * 30)) * minuteMs;
        await act('cleared');
      }
      if (day === 1 && i > 0) continue;
      await closed(administrator, incident.id, is);
    }
  }
  clock.nowMs = untilMs;
  return count;
}

async function closed(
  by: StartedCentre['administrator'],
  id: string,
  { cause, outcome, lessons }: Told,
): Promise<void> {
  const { incident } = await by.call('incidents.get', { params: { id } });
  for (const task of incident.tasks)
    if (task.isRequired && task.state !== 'done')
      await by.call('incidents.tasks', { params: { id, taskId: task.id }, body: { state: 'done' } });
  const now = (await by.call('incidents.get', { params: { id } })).incident;
  await by.call('incidents.close', {
    params: { id },
    body: { version: now.version, cause, outcome, lessons },
  });
}
