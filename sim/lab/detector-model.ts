/**
 * What the detector would report of a sight: an error model, not a detector. Its base are the figures measured of the
 * shipped network (`detectorFigures`: recall and precision at the score that counts, and the error of the foot point);
 * how they fall with size and hiding, how errors last and what the weather does is ours.
 */
import type { Category, Detection } from '../../src/core/detection.ts';
import type { Box } from '../../src/core/geometry.ts';
import { detectorFigures } from '../../src/core/measure/error-band.ts';
import type { Random } from '../random.ts';
import { cutAt, type Sighted } from './sight.ts';
import type { Weather } from './weather.ts';

type Size = { readonly widthPx: number; readonly heightPx: number };

/** How the detector stands to one actor: its errors last for some frames. */
type Regard = { isFound: boolean; dx: number; dy: number; dw: number; dh: number };

/** A place that looks a little like something: a post, a bush. */
type LookAlike = {
  readonly category: Category;
  readonly box: Box;
  /** How like it is: the middle of its scores. */
  readonly score: number;
  burst: number;
};

/**
 * The measured recall is a mean over sequences with far and hidden people. What is near and in full view is found more
 * often by this much of the rest, so that the mean over such sequences is about the measured one.
 */
const clearView = 0.75;
/** Of two frames 200 ms apart the second is found as the first was with this chance, else anew. */
const persistence = 0.5;
/** Uneasiness of a box, shares of its size: at 70 px this is the measured 3.75 px of the foot. */
const placeSigma = 0.035;
const sizeSigma = 0.04;
/** Half of the false boxes stand beside true ones: doubled, or a part taken for a whole. */
const doubledShare = 0.5;
const lookAlikes = 2;

export class DetectorModel {
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #size: Size;
  readonly #regards = new Map<number, Regard>();
  readonly #lookAlikes: LookAlike[];
  #shake = { x: 0, y: 0 };

  constructor(random: Random, weather: Weather, size: Size) {
    this.#random = random;
    this.#weather = weather;
    this.#size = size;
    this.#lookAlikes = Array.from({ length: lookAlikes }, (_, i) => {
      const h = random.between(24, 60);
      const w = h * random.between(0.3, 0.5);
      const x = random.between(0, size.widthPx - w);
      const y = random.between(size.heightPx * 0.25, size.heightPx - h);
      return {
        category: i === 0 ? 'person' : 'vehicle',
        box: { x, y, w, h },
        score: random.between(0.32, 0.5),
        burst: 0,
      };
    });
  }

  /** Detections of one analysed frame. Boxes in sixteenths of a pixel, scores in thousandths. */
  detect(sight: readonly Sighted[]): readonly Detection[] {
    const { shakePx } = this.#weather;
    if (shakePx > 0) {
      this.#shake = {
        x: 0.6 * this.#shake.x + 0.8 * shakePx * this.#normal(),
        y: 0.6 * this.#shake.y + 0.8 * shakePx * this.#normal(),
      };
    }
    const found: Detection[] = [];
    const present = new Set<number>();
    for (const seen of sight) {
      present.add(seen.actor.id);
      if (seen.actor.body.category !== 'object') this.#see(seen, seen.actor.body.category, found);
    }
    for (const id of this.#regards.keys()) if (!present.has(id)) this.#regards.delete(id);
    for (const likeness of this.#lookAlikes) this.#imagine(likeness, found);
    return found;
  }

  /** How far the picture is off its usual place just now, pixels. */
  get shake(): { readonly x: number; readonly y: number } {
    return this.#shake;
  }

  #see({ actor, box, visible }: Sighted, category: Category, found: Detection[]): void {
    const chance = recallOf(category, box, visible) * this.#weather.recall;
    const before = this.#regards.get(actor.id);
    const regard = before ?? {
      isFound: this.#random.next() < chance,
      dx: this.#normal(),
      dy: this.#normal(),
      dw: this.#normal(),
      dh: this.#normal(),
    };
    if (before !== undefined) {
      if (this.#random.next() >= persistence) regard.isFound = this.#random.next() < chance;
      for (const k of ['dx', 'dy', 'dw', 'dh'] as const) regard[k] = 0.6 * regard[k] + 0.8 * this.#normal();
    }
    this.#regards.set(actor.id, regard);
    const unsteady = this.#uneasy(box, regard);
    if (regard.isFound) {
      // Around 0.75 in full view, near the limit where little is seen.
      this.#add(found, category, unsteady, 0.52 + 0.3 * chance * (0.6 + 0.8 * this.#random.next()));
      this.#double(category, unsteady, found);
    } else if (visible > 0.2 && this.#random.next() < 0.5) {
      this.#add(found, category, unsteady, 0.3 + 0.2 * this.#random.next());
    }
  }

  #uneasy(box: Box, { dx, dy, dw, dh }: Regard): Box {
    const unit = Math.sqrt(box.w * box.h) * this.#weather.jitter;
    const w = box.w * (1 + sizeSigma * dw * this.#weather.jitter + this.#weather.shadow);
    const h = box.h * (1 + sizeSigma * dh * this.#weather.jitter);
    return {
      x: box.x + box.w / 2 - w / 2 + (box.w * this.#weather.shadow) / 2 + placeSigma * unit * dx,
      y: box.y + box.h / 2 - h / 2 + placeSigma * unit * dy,
      w,
      h,
    };
  }

  #double(category: Category, box: Box, found: Detection[]): void {
    const wrong = 1 - (detectorFigures[category]?.precision ?? 0.8);
    // Of the measured false share only what survives beside a box that overlaps it.
    if (this.#random.next() >= wrong * doubledShare * 0.25 * this.#weather.falseBoxes) return;
    const side = this.#random.next() < 0.5 ? -0.5 : 0.5;
    const part = this.#random.between(0.55, 0.9);
    this.#add(
      found,
      category,
      { x: box.x + side * box.w, y: box.y + (1 - part) * box.h, w: box.w * part, h: box.h * part },
      this.#random.between(0.35, 0.62),
    );
  }

  /** Bursts of one to five frames, about one in forty seconds, most of them too weak to count. Ours, not measured. */
  #imagine(likeness: LookAlike, found: Detection[]): void {
    if (likeness.burst > 0) likeness.burst--;
    else if (this.#random.next() < 0.005 * this.#weather.falseBoxes)
      likeness.burst = 1 + this.#random.below(5);
    if (likeness.burst === 0) return;
    const { box } = likeness;
    const shift = () => 0.05 * box.w * this.#normal();
    this.#add(
      found,
      likeness.category,
      { ...box, x: box.x + shift(), y: box.y + shift() },
      likeness.score + this.#random.between(-0.1, 0.1),
    );
  }

  #add(found: Detection[], category: Category, box: Box, score: number): void {
    const cut = cutAt(this.#size, { ...box, x: box.x + this.#shake.x, y: box.y + this.#shake.y });
    if (cut === null) return;
    const sixteenth = (value: number) => Math.round(value * 16) / 16;
    found.push({
      category,
      box: { x: sixteenth(cut.x), y: sixteenth(cut.y), w: sixteenth(cut.w), h: sixteenth(cut.h) },
      score: Math.round(Math.min(Math.max(score, 0.01), 0.98) * 1000) / 1000,
    });
  }

  /** Nearly normal, by sums alone: the same to the last bit on every machine. */
  #normal(): number {
    const r = this.#random;
    return (r.next() + r.next() + r.next() + r.next() - 2) * Math.sqrt(3);
  }
}

/** Chance to be found in one frame by day. Falls with size below the network's smallest anchors, and with hiding. */
export function recallOf(category: Category, box: Box, visible: number): number {
  const measured = detectorFigures[category]?.recall ?? 0.8;
  const best = 1 - (1 - measured) * (1 - clearView);
  const sizePx = category === 'vehicle' ? Math.sqrt(box.w * box.h) : box.h;
  // Nothing below 10 px, all from 36 px on.
  const size = ramp(sizePx, 10, 36);
  return best * (0.15 + 0.85 * size) * (size === 0 ? 0 : 1) * ramp(visible, 0.1, 0.6);
}

function ramp(value: number, none: number, all: number): number {
  return Math.min(Math.max((value - none) / (all - none), 0), 1);
}
