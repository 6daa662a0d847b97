import type { Category } from '../../core/detection.ts';
import { categories } from '../../core/detection.ts';
import { compareWithBar } from '../../core/score/detection-bar.ts';
import type { AnnouncedEvent } from '../../core/score/event-match.ts';
import { type KindScore, scoreByKind, scoreKind } from '../../core/score/kind-score.ts';
import type { Situation } from '../../core/situation/situation.ts';
import type { Rule, Zone } from '../../core/zone.ts';
import type { OfflineFrame } from '../../ingest/offline-frame.ts';
import type { ClipTruth } from '../truth/clip-events.ts';
import type { Evaluation, EventEvaluation, KindEvaluation } from './evaluation.ts';

/** An announced event, and whether it lies in the part of the film that the truth speaks of. */
export type Announcement = AnnouncedEvent & { readonly isInTruth: boolean };

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
  readonly #announced: Announcement[] = [];
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
    for (const { situation, added, atMs } of frame.situations) {
      const { id, kind, zoneId, detectedAtMs, sinceMs, endedMs } = situation;
      const isNew = !this.#seen.has(id);
      this.#seen.add(id);
      if (isNew && isInTruth && kind === 'line-crossing') this.#count(situation);
      const isAnnounced = kind !== 'line-crossing' || this.#isAskedFor(situation);
      if (!isAnnounced) continue;
      const before = this.#events.get(id);
      const began = before?.isInTruth ?? isInTruth;
      const causes = (before?.causes ?? 0) + added;
      this.#events.set(id, { kind, atMs: detectedAtMs, zoneId, sinceMs, endedMs, isInTruth: began, causes });
      for (let i = 0; i < added; i++) {
        this.#announced.push({ kind, zoneId, atMs, isFurther: !isNew || i > 0, isInTruth });
      }
    }
  }

  /** Everything that was announced, those that joined an open alarm one by one. */
  get announced(): readonly Announcement[] {
    return this.#announced;
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
  announced: readonly Announcement[],
  truth: ClipTruth,
  videoMs: number,
): EventEvaluation {
  const isVerifiable = (event: Announcement) => event.isInTruth && truth.kinds.includes(event.kind);
  const verifiable = announced.filter(isVerifiable);
  const unverified = new Map<string, number>();
  for (const event of announced) {
    if (!isVerifiable(event)) unverified.set(event.kind, (unverified.get(event.kind) ?? 0) + 1);
  }
  const of = { toleranceMs: truth.toleranceMs, cameraMs: videoMs };
  const all = scoreKind(truth.events, verifiable, {
    ...of,
    unverified: announced.length - verifiable.length,
  });
  const byKind = scoreByKind(truth.events, verifiable, { ...of, unverified });
  return {
    ...all,
    toleranceMs: truth.toleranceMs,
    byKind: Object.fromEntries([...byKind].map(([kind, score]) => [kind, withBar(score)])),
    missed: all.missed,
    notWatched: truth.notWatched,
  };
}

function withBar({ missed: _, ...score }: KindScore): KindEvaluation {
  return { ...score, bar: compareWithBar({ ...score, missed: [] }) };
}
