import type { Cause } from '../../../core/notification/cause.ts';

/** A message as a gateway gets it. */
export type Outgoing = {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly createdAtMs: number;
  readonly count: number;
  readonly isTest: boolean;
  readonly causes: readonly Cause[];
  /** Where it goes, in the terms of the channel. */
  readonly address: string;
  /** Masked picture of the alarm; null: none, or not wanted. */
  readonly picture: Uint8Array | null;
  readonly site: { readonly name: string; readonly address: string | null };
};

/** What came of an attempt. `said` are the gateway's own words. */
export type Outcome =
  | { readonly type: 'accepted'; readonly said: string }
  | { readonly type: 'failed'; readonly said: string; readonly waitMs: number | null }
  | { readonly type: 'refused'; readonly said: string };

/** Answers of HTTP gateways: 2xx took it; what may pass is tried again, the rest is refused for good. */
export function outcomeOf(answer: {
  readonly status: number;
  readonly text: string;
  readonly waitMs: number | null;
}): Outcome {
  const said = words(`${answer.status} ${answer.text}`);
  if (answer.status >= 200 && answer.status < 300) return { type: 'accepted', said };
  const mayPass = answer.status >= 500 || [408, 409, 425, 429].includes(answer.status);
  return mayPass ? { type: 'failed', said, waitMs: answer.waitMs } : { type: 'refused', said };
}

/** One short line, whatever the other side has sent. */
export function words(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
