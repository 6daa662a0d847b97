import type { ClipOutcome } from './clips.ts';

/** One real clip as lines for a person. */
export function clipReport({ clip, outcome, findings, evaluation }: ClipOutcome): string {
  const words = { 'as-it-should-be': 'as it should be', fails: 'FAILS', 'not-there': 'not there' }[outcome];
  const lines = [`${clip.id} (real clip, ${clip.footage}): ${words}`, `  ${clip.story}`];
  for (const [kind, s] of Object.entries(evaluation?.eventScore?.byKind ?? {})) {
    const time =
      s.timeToDetectMs === null
        ? ''
        : `, told after ${(s.timeToDetectMs.mean / 1_000).toFixed(1)} s on average (p95 ${(s.timeToDetectMs.p95 / 1_000).toFixed(1)} s)`;
    const unverified = s.unverified === 0 ? '' : `, ${s.unverified} unverified`;
    lines.push(
      `  ${kind}: ${s.detected} of ${s.truths} detected, ${s.falseAlarms} false, ${s.alerts} alarms${unverified}${time}`,
    );
  }
  for (const finding of findings) lines.push(`  ! ${finding}`);
  for (const words of evaluation?.eventScore?.notWatched ?? []) lines.push(`  not evaluated: ${words}`);
  return `${lines.join('\n')}\n`;
}

export function clipSummary(outcomes: readonly ClipOutcome[]): string {
  const number = (of: ClipOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === of).length;
  const absent = number('not-there') === 0 ? '' : `, ${number('not-there')} not there`;
  return `${outcomes.length} real clips: ${number('as-it-should-be')} as they should be, ${number('fails')} fail${absent}.\n`;
}
