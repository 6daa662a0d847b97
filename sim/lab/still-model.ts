/**
 * Which still regions the ingest would report: things set down or taken away, told once they have lain bare for some
 * seconds and for as long as they stay, also hidden. What the detector follows is no region there, so people are none here.
 */
import type { Box } from '../../src/core/geometry.ts';
import type { StillRegion } from '../../src/core/still-region.ts';
import type { Random } from '../random.ts';
import type { Sighted } from './sight.ts';
import type { Weather } from './weather.ts';

type Place = { readonly told: StillRegion; bareMs: number; readonly bornMs: number };
type Sight = { readonly box: Box; readonly look: StillRegion['look']; readonly isBare: boolean };

/** A region is told after so long, ms: three seconds, and more where the picture is uneasy. */
const bornMs = [3_000, 4_500] as const;
/** Smaller than five cells of the motion grid is nothing, pixels. */
const leastAreaPx = 80;
/** How often an outline says whether something came or went. Ours, not measured. */
const clearLook = 0.9;
const patch: Box = { x: 300, y: 210, w: 60, h: 18 };

export class StillModel {
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #places = new Map<string, Place>();
  readonly #home: ReadonlyMap<number, Sighted>;
  #lastMs: number | null = null;
  #nextId = 1;
  #patchUntilMs = 0;

  /** @param first what stood there when the place was learned: no news as long as it stays. */
  constructor(random: Random, weather: Weather, first: readonly Sighted[]) {
    this.#random = random;
    this.#weather = weather;
    const things = first.filter(({ actor }) => actor.body.category === 'object');
    this.#home = new Map(things.map((seen) => [seen.actor.id, seen]));
  }

  regions(sight: readonly Sighted[], atMs: number): readonly StillRegion[] {
    const elapsedMs = atMs - (this.#lastMs ?? atMs);
    this.#lastMs = atMs;
    const now = this.#changesIn(sight, atMs);
    for (const key of this.#places.keys()) if (!now.has(key)) this.#places.delete(key);
    return [...now].flatMap(([key, seen]) => {
      const place = this.#places.get(key) ?? this.#find(seen, atMs);
      this.#places.set(key, place);
      if (seen.isBare) place.bareMs += elapsedMs;
      return place.bareMs >= place.bornMs ? [place.told] : [];
    });
  }

  /** Where the place differs from what it was. */
  #changesIn(sight: readonly Sighted[], atMs: number): ReadonlyMap<string, Sight> {
    const now = new Map<string, Sight>();
    const there = new Set(sight.map(({ actor }) => actor.id));
    for (const { actor, box, visible } of sight) {
      if (actor.body.category !== 'object' || this.#home.has(actor.id)) continue;
      if (box.w * box.h >= leastAreaPx)
        now.set(`${actor.id}`, { box, look: 'appeared', isBare: visible > 0.6 });
    }
    for (const [id, { box }] of this.#home) {
      if (!there.has(id)) now.set(`gone ${id}`, { box, look: 'vanished', isBare: !isHidden(box, sight) });
    }
    if (this.#hasPatch(atMs)) now.set('patch', { box: patch, look: 'unknown', isBare: true });
    return now;
  }

  #find({ box, look }: Sight, atMs: number): Place {
    const r = this.#random;
    const near = (value: number, by: number) => Math.round(value + by * (2 * r.next() - 1));
    return {
      bareMs: 0,
      bornMs: r.between(...bornMs),
      told: {
        id: this.#nextId++,
        box: {
          x: near(box.x, 0.1 * box.w),
          y: near(box.y, 0.1 * box.h),
          w: Math.max(near(box.w, 0.15 * box.w), 4),
          h: Math.max(near(box.h, 0.15 * box.h), 4),
        },
        sinceMs: atMs,
        look: r.next() < clearLook ? look : 'unknown',
      },
    };
  }

  /** Hard shadows leave a patch now and then that is nothing at all. */
  #hasPatch(atMs: number): boolean {
    if (this.#weather.shadow === 0) return false;
    if (atMs >= this.#patchUntilMs && this.#random.next() < 0.002)
      this.#patchUntilMs = atMs + this.#random.between(8_000, 25_000);
    return atMs < this.#patchUntilMs;
  }
}

/** Somebody nearer stands before the middle of a place. */
function isHidden(box: Box, sight: readonly Sighted[]): boolean {
  const x = box.x + box.w / 2;
  const y = box.y + box.h / 2;
  return sight.some(
    ({ box: b }) => x > b.x && x < b.x + b.w && y > b.y && y < b.y + b.h && b.y + b.h > box.y + box.h,
  );
}
