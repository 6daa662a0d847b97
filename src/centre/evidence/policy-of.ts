import type { Config } from '../../contract/config.ts';
import { defaultEvidencePolicy, type EvidencePolicy } from '../../core/evidence/evidence-policy.ts';

const hourMs = 3_600_000;

/** What the configuration says of openings. */
export function policyOf({ evidence }: Pick<Config, 'evidence'>): EvidencePolicy {
  return {
    ...defaultEvidencePolicy,
    maxSpanMs: evidence.maxSpanMinutes * 60_000,
    answerMs: evidence.answerHours * hourMs,
    viewMs: evidence.viewHours * hourMs,
    reviewMs: evidence.reviewHours * hourMs,
  };
}
