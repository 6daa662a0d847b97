/** Which still regions the ingest's background model would report: things set down or taken away, and what is not. */
import type { Box } from '../../src/core/geometry.ts';
import type { StillRegion } from '../../src/core/still-region.ts';
import type { Random } from '../random.ts';
import type { LabActor } from './actor.ts';
import type { Sighted } from './sight.ts';
import type { Weather } from './weather.ts';

type Place = { id: number; box: Box; sinceMs: number; lagMs: number; look: StillRegion['look'] };

/** A region is reported once it has not changed for so long, ms. */
const settleMs = [3_000, 6_000] as const;
/** Smaller than this the grid of the motion model does not hold it, pixels. */
const leastPx = 9;
/** Somebody who waits moves a little: their outline is still for seconds only. */
const waiterMs = 12_000;

export class StillModel {
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #places = new Map<string, Place>();
  readonly #home: ReadonlyMap<number, Sighted>;
  #nextId = 1;
  #patchUntilMs = 0;

  /** @param first what stood there when the place was learned: no news as long as it stays. */
  constructor(random: Random, weather: Weather, first: readonly Sighted[]) {
    this.#random = random;
    this.#weather = weather;
    this.#home = new Map(first.filter(({ actor }) => isThing(actor)).map((seen) => [seen.actor.id, seen]));
  }

  regions(sight: readonly Sighted[], atMs: number): readonly StillRegion[] {
    const wanted = new Map<
      string,
      { box: Box; looks: StillRegion['look']; lagMs: number; visible: number }
    >();
    const there = new Set(sight.map(({ actor }) => actor.id));
    for (const { actor, box, visible } of sight) {
      if (actor.vx !== 0 || actor.vy !== 0 || box.w < leastPx || box.h < leastPx) continue;
      const isHome = this.#home.has(actor.id);
      if (isHome) continue;
      const lagMs = actor.body.category === 'person' ? waiterMs : 0;
      wanted.set(`${actor.id}`, { box, looks: 'appeared', lagMs, visible });
    }
    for (const [id, { box }] of this.#home) {
      if (!there.has(id))
        wanted.set(`gone ${id}`, { box, looks: 'vanished', lagMs: 0, visible: hiddenBy(box, sight) });
    }
    this.#patch(wanted, atMs);
    for (const key of this.#places.keys()) if (!wanted.has(key)) this.#places.delete(key);
    const regions: StillRegion[] = [];
    for (const [key, { box, looks, lagMs, visible }] of wanted) {
      const place = this.#places.get(key) ?? this.#settle(box, looks, lagMs, atMs);
      this.#places.set(key, place);
      const isSettled = atMs - place.sinceMs >= place.lagMs;
      // Hidden by somebody it cannot be seen to stand still; rain breaks it up now and then.
      const isBroken = visible < 0.5 || this.#random.next() < 0.02 * (this.#weather.falseBoxes - 1);
      if (isSettled && !isBroken)
        regions.push({ id: place.id, box: place.box, sinceMs: place.sinceMs, look: place.look });
      // The waiter has shifted the weight: a new outline.
      if (isSettled && lagMs > 0 && this.#random.next() < 0.05) this.#places.delete(key);
    }
    return regions;
  }

  #settle(box: Box, looks: StillRegion['look'], lagMs: number, atMs: number): Place {
    const r = this.#random;
    const near = (value: number, by: number) => Math.round(value + by * (2 * r.next() - 1));
    return {
      id: this.#nextId++,
      box: {
        x: near(box.x, 0.1 * box.w),
        y: near(box.y, 0.1 * box.h),
        w: Math.max(near(box.w, 0.15 * box.w), 4),
        h: Math.max(near(box.h, 0.15 * box.h), 4),
      },
      sinceMs: atMs,
      lagMs: lagMs + r.between(...settleMs),
      look: r.next() < 0.85 ? looks : 'unknown',
    };
  }

  /** Hard shadows leave a patch now and then that is nothing at all. */
  #patch(
    wanted: Map<string, { box: Box; looks: StillRegion['look']; lagMs: number; visible: number }>,
    atMs: number,
  ): void {
    if (this.#weather.shadow === 0) return;
    if (atMs >= this.#patchUntilMs && this.#random.next() < 0.002)
      this.#patchUntilMs = atMs + this.#random.between(8_000, 25_000);
    if (atMs < this.#patchUntilMs)
      wanted.set('patch', { box: { x: 300, y: 210, w: 60, h: 18 }, looks: 'unknown', lagMs: 0, visible: 1 });
  }
}

function isThing(actor: LabActor): boolean {
  return actor.body.category === 'object';
}

/** Share of a place that nobody stands before, roughly: 1 or 0. */
function hiddenBy(box: Box, sight: readonly Sighted[]): number {
  const x = box.x + box.w / 2;
  const y = box.y + box.h / 2;
  return sight.some(
    ({ box: b }) => x > b.x && x < b.x + b.w && y > b.y && y < b.y + b.h && b.y + b.h > box.y + box.h,
  )
    ? 0
    : 1;
}
