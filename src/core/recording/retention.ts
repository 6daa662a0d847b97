import { type RecordingPolicy, usualHours } from './recording-policy.ts';
import type { SegmentKind } from './segment.ts';

const hourMs = 3_600_000;

/** What retention needs to know of a piece of footage. */
export type KeptSegment = {
  readonly id: string;
  readonly cameraId: string;
  readonly kind: SegmentKind;
  readonly fromMs: number;
  readonly toMs: number;
  readonly bytes: number;
  /** When its camera was removed; null: it is there. */
  readonly removedAtMs: number | null;
};

/** Footage of these cameras that touches the span is kept until the hold ends. */
export type HoldSpan = {
  readonly cameraIds: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly expiresAtMs: number;
  readonly releasedAtMs: number | null;
};

export type RetentionRules = {
  /** UTC ms. Holds count as they are now. */
  readonly nowMs: number;
  /** How long it is until somebody looks again, ms: terms that end until then have ended. */
  readonly aheadMs?: number;
  /** By camera; one without has the default. */
  readonly policyOf: (cameraId: string) => RecordingPolicy;
  readonly holds: readonly HoldSpan[];
};

export type DueRule = 'term' | 'camera-removed';

/**
 * Why a piece of footage has to go now; null: it stays. Its term counts from its first picture, so that nothing of it
 * is older than the term says. All in UTC: local time, and with it summer time, is in no term.
 */
export function dueRule(segment: KeptSegment, rules: RetentionRules): DueRule | null {
  if (isHeld(segment, rules.holds, rules.nowMs)) return null;
  if (segment.removedAtMs !== null) return 'camera-removed';
  return segment.fromMs <= dueFromMs(segment, rules) ? 'term' : null;
}

/** What began at this instant or before has had its term. */
export function dueFromMs(
  { cameraId, kind }: Pick<KeptSegment, 'cameraId' | 'kind'>,
  { nowMs, aheadMs = 0, policyOf }: RetentionRules,
): number {
  const atMs = nowMs + aheadMs;
  return atMs - termHours(policyOf(cameraId), kind, atMs) * hourMs;
}

/** A longer term that has ended falls back to the usual one; a shorter one stays. */
export function termHours(policy: RecordingPolicy, kind: SegmentKind, nowMs: number): number {
  const hours = kind === 'masked' ? policy.maskedHours : policy.sealedHours;
  if (hours <= usualHours) return hours;
  return policy.longer !== null && nowMs < policy.longer.endsAtMs ? hours : usualHours;
}

export function isHeld(segment: KeptSegment, holds: readonly HoldSpan[], nowMs: number): boolean {
  return holds.some(
    (hold) =>
      isInForce(hold, nowMs) &&
      hold.cameraIds.includes(segment.cameraId) &&
      segment.fromMs < hold.toMs &&
      segment.toMs > hold.fromMs,
  );
}

export function isInForce(hold: HoldSpan, nowMs: number): boolean {
  return hold.releasedAtMs === null && nowMs < hold.expiresAtMs;
}

/** Terms above the usual need a longer one that still runs. */
export function needsLonger(policy: Pick<RecordingPolicy, 'maskedHours' | 'sealedHours'>): boolean {
  return policy.maskedHours > usualHours || policy.sealedHours > usualHours;
}
