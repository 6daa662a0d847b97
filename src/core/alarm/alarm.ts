import type { Priority } from '../priority.ts';
import type { Situation } from '../situation/situation.ts';
import type { SituationKind } from '../zone.ts';
import type { Escalation } from './escalation.ts';
import { rationalised, type SiteRationalisation } from './rationalisation.ts';
import type { Aside } from './set-aside.ts';

/** States of IEC 62682 / ISA-18.2, in its words. */
export const alarmStates = [
  'unacknowledged',
  'acknowledged',
  'returned-unacknowledged',
  'latched-unacknowledged',
  'latched',
  'shelved',
  'suppressed',
  'out-of-service',
  'normal',
] as const;
export type AlarmState = (typeof alarmStates)[number];

export type Alarm = {
  readonly id: string;
  /** The newest of the situations it tells of. */
  readonly situationId: string;
  readonly cameraId: string;
  readonly zoneId: string | null;
  readonly kind: SituationKind;
  readonly priority: Priority;
  readonly state: AlarmState;
  readonly raisedAtMs: number;
  /** When it last asked to be noticed: raised, come again, or come back from being set aside. */
  readonly askedAtMs: number;
  /** Since when nobody has noticed it. A cause that flickers asks anew, and is unnoticed since its first time. */
  readonly unnoticedSinceMs: number;
  /** To whom it was handed on since then, oldest first. */
  readonly escalations: readonly Escalation[];
  readonly returnedAtMs: number | null;
  readonly acknowledgedAtMs: number | null;
  readonly acknowledgedBy: string | null;
  /** Stays after its condition is over, until a person resets it; as the site has decided when it was raised. */
  readonly isLatching: boolean;
  /** Why it asks nobody now; null: it asks, or is closed. */
  readonly aside: Aside | null;
  /** How many times its condition has begun. */
  readonly times: number;
  /** Who said that it was not worth an operator's attention; null: nobody. */
  readonly nuisanceBy: string | null;
  /** Counts changes; a command names the version it saw. */
  readonly version: number;
};

/** The alarm of a situation that has just begun. @param id made by the caller, unique. */
export function raise(
  situation: Situation,
  {
    id,
    nowMs,
    isLatching = false,
    rationalisations = [],
  }: {
    id: string;
    nowMs: number;
    isLatching?: boolean;
    rationalisations?: readonly SiteRationalisation[];
  },
): Alarm {
  return {
    id,
    situationId: situation.id,
    cameraId: situation.cameraId,
    zoneId: situation.zoneId,
    kind: situation.kind,
    priority: priorityOf(situation, rationalisations),
    state: 'unacknowledged',
    raisedAtMs: nowMs,
    askedAtMs: nowMs,
    unnoticedSinceMs: nowMs,
    escalations: [],
    returnedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    isLatching,
    aside: null,
    times: 1,
    nuisanceBy: null,
    version: 1,
  };
}

/**
 * By kind, as rationalised; crowding at Fruin's level F (breakdown, over 2.17 people per m2) is high.
 * @param site what the site has decided itself.
 */
export function priorityOf(
  situation: Pick<Situation, 'kind' | 'levelOfService'>,
  site: readonly SiteRationalisation[] = [],
): Priority {
  if (situation.kind === 'crowding' && situation.levelOfService === 'F') return 'high';
  return rationalised(situation.kind, site).priority;
}

/** Not closed: the condition holds, nobody has noticed it yet, it waits for a reset, or it is set aside. */
export function isOpen(alarm: Pick<Alarm, 'state'>): boolean {
  return alarm.state !== 'normal';
}

/** Stored and listed, but in nobody's queue. */
export function isAside(alarm: Pick<Alarm, 'state'>): boolean {
  return alarm.state === 'shelved' || alarm.state === 'suppressed' || alarm.state === 'out-of-service';
}

/** Asks an operator to notice it. */
export function asksForNotice(alarm: Pick<Alarm, 'state'>): boolean {
  return (
    alarm.state === 'unacknowledged' ||
    alarm.state === 'returned-unacknowledged' ||
    alarm.state === 'latched-unacknowledged'
  );
}

/** Its condition is over and it waits for a person to reset it. */
export function awaitsReset(alarm: Pick<Alarm, 'state'>): boolean {
  return alarm.state === 'latched' || alarm.state === 'latched-unacknowledged';
}
