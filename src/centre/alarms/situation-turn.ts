/**
 * Situations become alarms: what ingest said of several is stored together with the alarms, their masked pictures, the
 * audit entries and the announcements, in one transaction. A message that comes twice changes nothing the second time.
 *
 * It costs about as many statements for fifty changes as for one. That is possible because no two are of one camera:
 * whether an alarm stands again, gathers, or is set aside depends on its camera's other situations and on nothing else.
 */
import { randomUUID } from 'node:crypto';
import { type Alarm, raise } from '../../core/alarm/alarm.ts';
import { advance } from '../../core/alarm/alarm-life.ts';
import { isChatter } from '../../core/alarm/chatter.ts';
import type { Situation } from '../../core/situation/situation.ts';
import { begunAt, insertOccurrences } from '../store/alarm-occurrences.ts';
import {
  holdAlarmsOf,
  holdLastAlarms,
  holdReturnedAlarms,
  insertAlarms,
  lockAlarms,
  replacePicture,
  updateAlarms,
} from '../store/alarms.ts';
import type { Tx } from '../store/database.ts';
import { type EndCause, endSituations, insertSituations, updateSituations } from '../store/situations.ts';
import { readStanding, type Standing, settle } from './aside-at.ts';
import { liftedSuppressions } from './bring-back.ts';
import { type AlarmChange, recordAlarms } from './record-alarms.ts';

/** What ingest said, and when it was heard. */
export type SituationChange = {
  readonly phase: 'began' | 'changed' | 'ended';
  readonly situation: Situation;
  /** The masked picture of the moment; null: none came with it. */
  readonly jpeg: Uint8Array | null;
  readonly atMs: number;
};

type Begun = Omit<SituationChange, 'phase'>;
type End = {
  readonly id: string;
  readonly cameraId: string;
  readonly endedMs: number;
  readonly atMs: number;
};

/** Its zone as it reads now. */
type ZoneName = (situation: Situation) => string | null;

const maxPictureBytes = 4_000_000;

/** @param changes no two of one camera. */
export async function storeTurn(
  tx: Tx,
  changes: readonly SituationChange[],
  zoneName: ZoneName,
): Promise<void> {
  await lockAlarms(tx);
  const of = (phase: SituationChange['phase']) => changes.filter((one) => one.phase === phase);
  const ended = of('ended');
  // Of what ended the beginning may have been lost, e.g. dropped from a full queue: it is stored whole now.
  const lost = ended.flatMap(({ situation, ...rest }) =>
    situation.endedMs === null ? [] : [{ ...rest, situation: { ...situation, endedMs: null } }],
  );
  const raised = await begin(tx, [...of('began'), ...lost], zoneName);
  const changed = await goOn(tx, of('changed'));
  const over = await end(
    tx,
    ended.map(({ situation: { id, cameraId, endedMs }, atMs }) => {
      return { id, cameraId, endedMs: endedMs ?? atMs, atMs };
    }),
    'reported',
  );
  await recordAlarms(tx, [...raised, ...changed, ...over]);
}

/** Ends what ingest no longer can. Of a camera there may be several. */
export async function endUnreported(
  tx: Tx,
  situations: readonly Situation[],
  cause: EndCause,
  atMs: number,
): Promise<void> {
  await lockAlarms(tx);
  const ends = situations.map(({ id, cameraId }) => ({ id, cameraId, endedMs: atMs, atMs }));
  await recordAlarms(tx, await end(tx, ends, cause));
}

async function begin(tx: Tx, told: readonly Begun[], zoneName: ZoneName): Promise<AlarmChange[]> {
  const fresh = await insertSituations(
    tx,
    told.map(({ situation }) => situation),
  );
  const begun = told.filter(({ situation }) => fresh.has(situation.id));
  if (begun.length === 0) return [];
  const standing = await standAgain(tx, begun);
  const raised = begun.map((one) => ({ ...one, alarm: standing.alarms.get(one) ?? standing.raise(one) }));
  await insertAlarms(
    tx,
    raised
      .filter(({ alarm }) => alarm.times === 1)
      .map(({ alarm, situation }) => ({ alarm, zoneName: zoneName(situation) })),
  );
  await insertOccurrences(tx, raised);
  await updateAlarms(tx, [...standing.alarms.values()]);
  for (const { alarm, jpeg } of raised)
    if (jpeg !== null && jpeg.byteLength > 0 && jpeg.byteLength <= maxPictureBytes)
      await replacePicture(tx, alarm.id, jpeg);
  return raised.map(({ alarm, atMs }) => ({
    alarm,
    entry: {
      action: alarm.times === 1 ? 'alarm.raised' : 'alarm.re-raised',
      nowMs: atMs,
      detail: alarm.aside === null ? {} : { aside: alarm.aside },
    },
  }));
}

/**
 * The alarm of the same thing that is still there: a flickering cause is one alarm, not fifty. One that was noticed and
 * closed gathers what follows while it chatters. What stood in the queue stays there; only a new one, or one that was
 * closed, can be set aside, because the place is out of service or its camera is blind.
 * @returns those that there were, and how to raise the others.
 */
async function standAgain(
  tx: Tx,
  begun: readonly Begun[],
): Promise<{ readonly alarms: ReadonlyMap<Begun, Alarm>; raise(one: Begun): Alarm }> {
  const alarms = new Map<Begun, Alarm>();
  const again = (one: Begun, before: Alarm | null): Alarm | null => {
    const event = { type: 're-raised', situationId: one.situation.id } as const;
    const next = before && advance(before, event, one.atMs);
    return next?.ok ? next.alarm : null;
  };
  const returned = await holdReturnedAlarms(
    tx,
    begun.map(({ situation }) => situation),
  );
  for (const [i, one] of begun.entries()) {
    const alarm = again(one, returned[i]!);
    if (alarm !== null) alarms.set(one, alarm);
  }
  const others = begun.filter((one) => !alarms.has(one));
  const standing = await readStanding(
    tx,
    others.map(({ situation }) => situation.cameraId),
  );
  const { chatter, latchingKinds } = standing.policy;
  const times = await begunAt(
    tx,
    others.map(({ situation: { cameraId, zoneId, kind }, atMs }) => {
      return { cameraId, zoneId, kind, sinceMs: atMs - chatter.withinMs };
    }),
  );
  const chattering = others.filter((one, i) => isChatter(times[i]!, one.atMs, chatter));
  const closed = await holdLastAlarms(
    tx,
    chattering.map(({ situation }) => situation),
  );
  const isLatching = ({ kind }: Situation) => latchingKinds.includes(kind);
  for (const [i, one] of chattering.entries()) {
    const gathered = again(one, closed[i]!);
    if (gathered === null) continue;
    alarms.set(one, settle({ ...gathered, isLatching: isLatching(one.situation) }, standing, one.atMs));
  }
  return { alarms, raise: (one) => raiseAt(one, isLatching(one.situation), standing) };
}

function raiseAt({ situation, atMs }: Begun, isLatching: boolean, standing: Standing): Alarm {
  const { rationalisations } = standing;
  return settle(
    raise(situation, { id: randomUUID(), nowMs: atMs, isLatching, rationalisations }),
    standing,
    atMs,
  );
}

async function goOn(tx: Tx, changed: readonly SituationChange[]): Promise<AlarmChange[]> {
  const known = await updateSituations(
    tx,
    changed.map(({ situation }) => situation),
  );
  const alarms = await holdAlarmsOf(tx, [...known]);
  const atMs = new Map(changed.map((one) => [one.situation.id, one.atMs]));
  return alarms.map((alarm) => ({
    alarm,
    entry: { action: 'situation.changed', nowMs: atMs.get(alarm.situationId)! },
  }));
}

async function end(tx: Tx, ends: readonly End[], cause: EndCause): Promise<AlarmChange[]> {
  const over = await endSituations(tx, ends, cause);
  if (over.size === 0) return [];
  const atMs = new Map(ends.map((one) => [one.id, one.atMs]));
  const changes = (await holdAlarmsOf(tx, [...over])).flatMap((before): AlarmChange[] => {
    const nowMs = atMs.get(before.situationId)!;
    const returned = advance(before, { type: 'returned' }, nowMs);
    if (!returned.ok) return [];
    return [{ alarm: returned.alarm, entry: { action: 'alarm.returned', nowMs, detail: { cause } } }];
  });
  // Before what is lifted is read: that may be over as well.
  await updateAlarms(tx, alarmsOf(changes));
  // Locked before the first entry is written: whatever these suppressed, and nothing else does.
  const overAtMs = new Map(ends.filter(({ id }) => over.has(id)).map((one) => [one.cameraId, one.atMs]));
  const newestMs = Math.max(...overAtMs.values());
  const lifted = await liftedSuppressions(tx, (cameraId) => overAtMs.get(cameraId) ?? newestMs);
  await updateAlarms(tx, alarmsOf(lifted));
  return [...changes, ...lifted];
}

function alarmsOf(changes: readonly AlarmChange[]): Alarm[] {
  return changes.map(({ alarm }) => alarm);
}
