import { usualHours } from './recording-policy.ts';
import { dueRule, isHeld, type KeptSegment, type RetentionRules, termHours } from './retention.ts';

export type GivenUp = {
  readonly segments: readonly KeptSegment[];
  readonly bytes: number;
  /** Bytes that could not be found: all that is left is held, or there is nothing left. */
  readonly missingBytes: number;
};

/**
 * What goes when the storage is full: first what is due anyway, then what is kept beyond the usual term, then masked
 * footage, then sealed originals, which nothing can replace; each the oldest first. Never what is held. Exhibits are not
 * footage and never come here, and the live picture needs no storage.
 * @param segments candidates; any order.
 */
export function whatToGiveUp(
  segments: readonly KeptSegment[],
  { wantedBytes, rules }: { readonly wantedBytes: number; readonly rules: RetentionRules },
): GivenUp {
  const free = segments.filter((segment) => !isHeld(segment, rules.holds, rules.nowMs));
  const inOrder = [...free].sort((a, b) => rank(a, rules) - rank(b, rules) || a.fromMs - b.fromMs);
  const chosen: KeptSegment[] = [];
  let bytes = 0;
  for (const segment of inOrder) {
    if (bytes >= wantedBytes) break;
    chosen.push(segment);
    bytes += segment.bytes;
  }
  return { segments: chosen, bytes, missingBytes: Math.max(0, wantedBytes - bytes) };
}

const hourMs = 3_600_000;

function rank(segment: KeptSegment, rules: RetentionRules): number {
  if (dueRule(segment, rules) !== null) return 0;
  const hours = termHours(rules.policyOf(segment.cameraId), segment.kind, rules.nowMs);
  if (hours > usualHours && rules.nowMs - segment.fromMs >= usualHours * hourMs) return 1;
  return segment.kind === 'masked' ? 2 : 3;
}
