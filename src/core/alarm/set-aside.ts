import type { SituationKind } from '../zone.ts';

/** How an alarm can be set aside: it is stored and listed, and asks nobody (IEC 62682: shelved, suppressed by design, out of service). */
export const asideKinds = ['shelved', 'suppressed', 'out-of-service'] as const;
export type AsideKind = (typeof asideKinds)[number];

/** Why a person shelves. A closed list: it is counted, and chosen with one key. */
export const shelfReasons = ['nuisance', 'known', 'works', 'event'] as const;
export type ShelfReason = (typeof shelfReasons)[number];

/** Why an alarm asks nobody now, since when, and until when. */
export type Aside = {
  readonly as: AsideKind;
  /** A person's name; 'system' where a rule did it. */
  readonly by: string;
  /** Shelved: one of `shelfReasons`. Suppressed: the kind that stands. Out of service: the administrator's own words. */
  readonly reason: string;
  readonly sinceMs: number;
  /** When it comes back by itself; null: when the cause is gone, or a person says so. A shelf always has an end. */
  readonly untilMs: number | null;
};

/** Where an alarm of a kind stands. */
export type AlarmPlace = {
  readonly cameraId: string;
  readonly zoneId: string | null;
  readonly kind: SituationKind;
};

/** An administrator's order: alarms of this part raise nobody, e.g. while a camera is being mounted. */
export type OutOfService = {
  readonly id: string;
  /** Null: every camera; then `kind` says which alarms. */
  readonly cameraId: string | null;
  /** Null: the whole camera. */
  readonly zoneId: string | null;
  /** Null: every kind. */
  readonly kind: SituationKind | null;
  readonly by: string;
  readonly reason: string;
  readonly sinceMs: number;
  /** Null: until a person ends it. */
  readonly untilMs: number | null;
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
};

export function isInForce(order: OutOfService, nowMs: number): boolean {
  return order.endedAtMs === null && (order.untilMs === null || order.untilMs > nowMs);
}

export function covers(order: OutOfService, place: AlarmPlace): boolean {
  return (
    (order.cameraId === null || order.cameraId === place.cameraId) &&
    (order.zoneId === null || order.zoneId === place.zoneId) &&
    (order.kind === null || order.kind === place.kind)
  );
}

/** While an alarm of a kind `while` stands at a camera, the camera's alarms of `kinds` say nothing that can be trusted. */
export type SuppressionRule = {
  readonly while: SituationKind;
  readonly kinds: readonly SituationKind[];
};

/** @param standing kinds whose condition holds at the same camera now. @returns the one that suppresses, or null. */
export function suppressedBy(
  kind: SituationKind,
  standing: readonly SituationKind[],
  rules: readonly SuppressionRule[],
): SituationKind | null {
  return standing.find((cause) => rules.some((r) => r.while === cause && r.kinds.includes(kind))) ?? null;
}

export type ShelfRefusal = 'no-time' | 'too-long';

/** A shelf ends, and not later than the site allows. @param forMs how long it shall last, ms. */
export function shelfRefusal(forMs: number, longestShelfMs: number): ShelfRefusal | null {
  if (!(forMs > 0)) return 'no-time';
  return forMs > longestShelfMs ? 'too-long' : null;
}
