import type { Category } from '../../core/detection.ts';
import { categories } from '../../core/detection.ts';
import { binomialInterval } from '../../core/score/binomial-interval.ts';
import { type EventScore, ilidsF1, matchEvents } from '../../core/score/event-match.ts';
import type { Situation } from '../../core/situation/situation.ts';
import type { Rule, Zone } from '../../core/zone.ts';
import type { OfflineFrame } from '../../ingest/offline-frame.ts';
import type { ClipTruth } from '../truth/clip-events.ts';
import type { Evaluation, EventEvaluation } from './evaluation.ts';

export type FrameSpan = { readonly first: number; readonly last: number };

type LineRule = Extract<Rule, { kind: 'line-crossing' }>;

/**
 * The zones with every line counting all categories in both directions, so that crossings are known whatever the rules
 * announce. What the rules would not have announced is taken out again.
 */
export function zonesThatCount(zones: readonly Zone[]): readonly Zone[] {
  const everything: LineRule = { kind: 'line-crossing', categories: [...categories], direction: 'both' };
  return zones.map((zone) =>
    zone.shape === 'line'
      ? { ...zone, rules: [...zone.rules.filter((rule) => rule.kind !== 'line-crossing'), everything] }
      : zone,
  );
}

/** Collects what a film's situations say. */
export class EventTally {
  readonly #zones: readonly Zone[];
  readonly #span: FrameSpan;
  readonly #events = new Map<string, Evaluation['events'][number]>();
  readonly #seen = new Set<string>();
  readonly #crossings = new Map<string, { in: number; out: number }>();

  /**
   * @param zones as the user drew them.
   * @param span first and last frame that the truth speaks of.
   */
  constructor(zones: readonly Zone[], span: FrameSpan) {
    this.#zones = zones;
    this.#span = span;
    for (const zone of zones) if (zone.shape === 'line') this.#crossings.set(zone.id, { in: 0, out: 0 });
  }

  take(frame: OfflineFrame): void {
    const isInTruth = frame.index >= this.#span.first && frame.index <= this.#span.last;
    for (const situation of frame.situations) {
      const { id, kind, zoneId, detectedAtMs, sinceMs, endedMs } = situation;
      const isNew = !this.#seen.has(id);
      this.#seen.add(id);
      if (isNew && isInTruth && kind === 'line-crossing') this.#count(situation);
      const isAnnounced = kind !== 'line-crossing' || this.#isAskedFor(situation);
      if (!isAnnounced) continue;
      const began = this.#events.get(id)?.isInTruth ?? isInTruth;
      this.#events.set(id, { kind, atMs: detectedAtMs, zoneId, sinceMs, endedMs, isInTruth: began });
    }
  }

  result(): Pick<Evaluation, 'events' | 'crossings'> {
    return {
      events: [...this.#events.values()].sort((a, b) => a.atMs - b.atMs),
      crossings: Object.fromEntries(this.#crossings),
    };
  }

  #count(crossing: Situation): void {
    const [cause] = crossing.because;
    const line = this.#crossings.get(crossing.zoneId ?? '');
    if (line && cause?.direction) line[cause.direction]++;
  }

  #isAskedFor({ zoneId, because }: Situation): boolean {
    const [cause] = because;
    const zone = this.#zones.find(({ id }) => id === zoneId);
    return (zone?.rules ?? []).some(
      (rule) =>
        rule.kind === 'line-crossing' &&
        rule.categories.includes(cause?.category as Category) &&
        (rule.direction === 'both' || rule.direction === cause?.direction),
    );
  }
}

/** @param videoMs length of what the truth speaks of: false alarms are given per camera-day. */
export function scoreEvents(
  announced: Evaluation['events'],
  truth: ClipTruth,
  videoMs: number,
): EventEvaluation {
  const verifiable = announced.filter((event) => event.isInTruth && truth.kinds.includes(event.kind));
  const { missed, ...score } = matchEvents(truth.events, verifiable, truth.toleranceMs);
  const kinds = [...new Set([...truth.events, ...verifiable].map((event) => event.kind))];
  const unverified = announced.length - verifiable.length;
  const precision = score.falseAlarmShare === null ? null : 1 - score.falseAlarmShare;
  return {
    ...score,
    toleranceMs: truth.toleranceMs,
    detectionRateInterval: score.truths === 0 ? null : binomialInterval(score.detected, score.truths),
    falseAlarmsPerCameraDay: (score.falseAlarms * 86_400_000) / videoMs,
    unverified,
    unverifiedShare: announced.length === 0 ? null : unverified / announced.length,
    ilidsF1:
      score.detectionRate === null || precision === null ? null : ilidsF1(score.detectionRate, precision),
    byKind: Object.fromEntries(
      kinds.map((kind) => {
        const of = <T extends { kind: string }>(events: readonly T[]) =>
          events.filter((e) => e.kind === kind);
        return [kind, withoutMissed(matchEvents(of(truth.events), of(verifiable), truth.toleranceMs))];
      }),
    ),
    missed,
    notWatched: truth.notWatched,
  };
}

function withoutMissed({ missed: _, ...score }: EventScore): Omit<EventScore, 'missed'> {
  return score;
}
