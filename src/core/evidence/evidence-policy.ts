/** How long and how much, where sealed footage is opened. */
export type EvidencePolicy = {
  /** One opening shows at most so much footage. */
  readonly maxSpanMs: number;
  /** A request that was not approved by then has expired. */
  readonly answerMs: number;
  /** From the first share that was handed in: the others follow within this, or all are forgotten. */
  readonly sharesMs: number;
  /** How long what was released can be looked at. */
  readonly viewMs: number;
  /** An emergency opening is reviewed by a third person within this. */
  readonly reviewMs: number;
  /** A ceremony or drill that is not done by then is given up. */
  readonly ceremonyMs: number;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export const defaultEvidencePolicy: EvidencePolicy = {
  maxSpanMs: 60 * minuteMs,
  answerMs: 24 * hourMs,
  sharesMs: 60 * minuteMs,
  viewMs: 72 * hourMs,
  reviewMs: 72 * hourMs,
  ceremonyMs: 2 * hourMs,
};
