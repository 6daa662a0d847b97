import { unreachable } from '../unreachable.ts';
import { type Cause, type Tally, tallied } from './cause.ts';

/**
 * waiting: for its time, for its turn, or for the next attempt. sent: the gateway took it. failed: refused for good, or
 * given up. dropped: nobody needs it any more.
 */
export const notificationStates = ['waiting', 'sent', 'failed', 'dropped'] as const;
export type NotificationState = (typeof notificationStates)[number];

/** One message on its way to one recipient. */
export type Notification = {
  /** Goes along with every attempt: whoever gets the same one twice knows it. */
  readonly id: string;
  readonly state: NotificationState;
  /** What it tells of, newest last, at most `causesKept`; empty for a test. */
  readonly causes: readonly Cause[];
  /** All that it tells of, also what is not kept. */
  readonly tally: Tally;
  /** Causes that came again within the time of the rule and were counted here instead of being told. */
  readonly repeats: number;
  /** Takes more causes until it is first sent. */
  readonly isGathering: boolean;
  readonly attempts: number;
  readonly createdAtMs: number;
  /** Not before this; while it is being sent, when that attempt counts as lost. */
  readonly nextAtMs: number;
  readonly giveUpAtMs: number;
  readonly endedAtMs: number | null;
  /** What the gateway said last. */
  readonly said: string | null;
};

export const notificationEventTypes = [
  'claimed',
  'accepted',
  'failed',
  'refused',
  'not-needed',
  'asked-again',
  'gathered',
  'repeated',
] as const;

export type NotificationEvent =
  /** A centre begins an attempt. */
  | { readonly type: 'claimed' }
  | { readonly type: 'accepted'; readonly said: string }
  /** May succeed later. @property chance 0 to 1, drawn by the caller. */
  | {
      readonly type: 'failed';
      readonly said: string;
      readonly chance: number;
      readonly waitMs: number | null;
    }
  /** Will never succeed. */
  | { readonly type: 'refused'; readonly said: string }
  | { readonly type: 'not-needed'; readonly why: string }
  /** A person wants it tried again. */
  | { readonly type: 'asked-again' }
  | { readonly type: 'gathered'; readonly cause: Cause }
  | { readonly type: 'repeated' };

export type NotificationAdvance =
  | { readonly ok: true; readonly notification: Notification }
  | { readonly ok: false; readonly reason: 'over' | 'not-over' | 'not-gathering' };

/** Names and places shown; the rest is counted. */
export const causesKept = 20;
/** An attempt that has not ended by then was cut off with its process: it is made again. */
export const attemptMs = 60_000;
/** Given up so long after it was due. */
export const giveUpAfterMs = 24 * 3_600_000;
const firstBackOffMs = 5_000;
const longestBackOffMs = 15 * 60_000;

export function draft(what: {
  readonly id: string;
  readonly causes: readonly Cause[];
  readonly nowMs: number;
  readonly dueAtMs: number;
  readonly isGathering: boolean;
}): Notification {
  return {
    id: what.id,
    state: 'waiting',
    causes: what.causes,
    tally: what.causes.reduce<Tally>((tally, { kind }) => tallied(tally, kind), []),
    repeats: 0,
    isGathering: what.isGathering,
    attempts: 0,
    createdAtMs: what.nowMs,
    nextAtMs: what.dueAtMs,
    giveUpAtMs: what.dueAtMs + giveUpAfterMs,
    endedAtMs: null,
    said: null,
  };
}

/** What is over stays over, except that a person may ask for what failed or was dropped once more. */
export function advance(
  notification: Notification,
  event: NotificationEvent,
  nowMs: number,
): NotificationAdvance {
  const isOver = notification.state !== 'waiting';
  switch (event.type) {
    case 'repeated':
      // Counted also where it was sent already: that is what "told within the last minutes" means.
      return changed(notification, { repeats: notification.repeats + 1 });
    case 'asked-again':
      if (notification.state !== 'failed' && notification.state !== 'dropped') return refused('not-over');
      return changed(notification, {
        state: 'waiting',
        attempts: 0,
        nextAtMs: nowMs,
        giveUpAtMs: nowMs + giveUpAfterMs,
        endedAtMs: null,
        isGathering: false,
      });
    case 'gathered':
      if (isOver) return refused('over');
      if (!notification.isGathering || notification.attempts > 0) return refused('not-gathering');
      return changed(notification, {
        causes: [...notification.causes, event.cause].slice(-causesKept),
        tally: tallied(notification.tally, event.cause.kind),
      });
    case 'claimed':
      if (isOver) return refused('over');
      return changed(notification, {
        attempts: notification.attempts + 1,
        nextAtMs: nowMs + attemptMs,
        isGathering: false,
      });
    case 'accepted':
      if (isOver) return refused('over');
      return changed(notification, { state: 'sent', endedAtMs: nowMs, said: event.said });
    case 'refused':
      if (isOver) return refused('over');
      return changed(notification, { state: 'failed', endedAtMs: nowMs, said: event.said });
    case 'not-needed':
      if (isOver) return refused('over');
      return changed(notification, { state: 'dropped', endedAtMs: nowMs, said: event.why });
    case 'failed': {
      if (isOver) return refused('over');
      const nextAtMs = nowMs + Math.max(event.waitMs ?? 0, backOffMs(notification.attempts, event.chance));
      return nextAtMs > notification.giveUpAtMs
        ? changed(notification, { state: 'failed', endedAtMs: nowMs, said: event.said })
        : changed(notification, { nextAtMs, said: event.said });
    }
    default:
      return unreachable(event);
  }
}

/**
 * Doubles from 5 s to 15 min; half of it is drawn, so that what failed together does not come back together.
 * @param attempts made so far, 1 or more.
 */
export function backOffMs(attempts: number, chance: number): number {
  const whole = Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return whole / 2 + (whole / 2) * chance;
}

function changed(notification: Notification, change: Partial<Notification>): NotificationAdvance {
  return { ok: true, notification: { ...notification, ...change } };
}

function refused(reason: 'over' | 'not-over' | 'not-gathering'): NotificationAdvance {
  return { ok: false, reason };
}

/** How many causes it tells of; 0: a test. */
export function countOf({ tally }: Pick<Notification, 'tally'>): number {
  return tally.reduce((sum, { count }) => sum + count, 0);
}

/** When it was, or is, to be sent first. */
export function dueOf({ giveUpAtMs }: Pick<Notification, 'giveUpAtMs'>): number {
  return giveUpAtMs - giveUpAfterMs;
}
