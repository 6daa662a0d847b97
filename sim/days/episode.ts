/** What happens before a camera in some seconds: who comes, for what, and whether an incident is meant. */

import type { Point } from '../../src/core/geometry.ts';
import { type Body, bodies } from '../lab/actor.ts';
import { type Mover, mover, type Step } from '../lab/mover.ts';
import type { Random } from '../random.ts';
import type { PlaceKind } from './place.ts';

export type Episode = {
  /** ms of the city, a whole second. */
  readonly fromMs: number;
  readonly movers: readonly Mover[];
  /** When the last of them is gone. */
  readonly toMs: number;
  /** Frames in which the detector takes nothing for something; 0 in nearly all. */
  readonly imaginedFrames: number;
};

type Cast = { readonly movers: Mover[]; toMs: number; nextId: number };

function go(
  cast: Cast,
  body: Body,
  script: { readonly fromMs: number; readonly from: Point; readonly steps: readonly Step[] },
): void {
  let ms = script.fromMs;
  let at = script.from;
  for (const step of script.steps) {
    if ('stayMs' in step) ms += step.stayMs;
    else {
      const way = Math.sqrt((step.to.x - at.x) ** 2 + (step.to.y - at.y) ** 2);
      ms += (way / step.speedMps) * 1000;
      at = step.to;
    }
  }
  cast.toMs = Math.max(cast.toMs, ms);
  cast.movers.push(mover(cast.nextId++, body, script));
}

/** Ordinary life: somebody passes. @param firstId ids are not used twice in one stretch. */
export function ordinary(
  kind: PlaceKind,
  random: Random,
  at: { readonly fromMs: number; readonly firstId: number },
): Episode {
  const cast: Cast = { movers: [], toMs: at.fromMs, nextId: at.firstId };
  const side = random.next() < 0.5 ? -1 : 1;
  const count = kind === 'road' ? 1 + random.below(3) : 1 + random.below(2);
  for (let i = 0; i < count; i++) {
    const fromMs = at.fromMs + i * random.between(500, 2_500);
    const speedMps = random.between(1.1, 1.6);
    if (kind === 'road') {
      const x = random.next() < 0.5 ? 3.4 : 7.1;
      go(cast, bodies.car, {
        fromMs,
        from: { x, y: 22 },
        steps: [{ to: { x, y: 105 }, speedMps: random.between(14, 22) }],
      });
    } else if (kind === 'platform') {
      const x = random.between(-2.8, -0.2);
      go(cast, bodies.person, {
        fromMs,
        from: { x, y: side > 0 ? 6 : 26 },
        steps: [{ to: { x, y: side > 0 ? 26 : 6 }, speedMps }],
      });
    } else {
      const y = kind === 'yard' ? random.between(21.5, 25) : random.between(10, 22);
      go(cast, bodies.person, {
        fromMs,
        from: { x: side * 13, y },
        steps: [{ to: { x: -side * 13, y: y + 0.4 }, speedMps }],
      });
    }
  }
  return { fromMs: at.fromMs, movers: cast.movers, toMs: cast.toMs, imaginedFrames: 0 };
}

/** Something that a rule is for. */
export function incident(
  kind: PlaceKind,
  random: Random,
  at: { readonly fromMs: number; readonly firstId: number },
): Episode {
  const cast: Cast = { movers: [], toMs: at.fromMs, nextId: at.firstId };
  const { fromMs } = at;
  switch (kind) {
    case 'yard':
      intrude(cast, random, fromMs);
      break;
    case 'platform':
      go(cast, bodies.person, {
        fromMs,
        from: { x: -2.5, y: 9 },
        steps: [
          { to: { x: 0.4, y: 15 }, speedMps: 1.2 },
          { to: { x: 2.6, y: 16 }, speedMps: 0.9 },
          { stayMs: random.between(0, 20_000) },
          { to: { x: 7, y: 17 }, speedMps: 0.9 },
        ],
      });
      break;
    case 'road':
      endanger(cast, random, fromMs);
      break;
    case 'square':
      gather(cast, random, fromMs);
      break;
  }
  return { fromMs, movers: cast.movers, toMs: cast.toMs, imaginedFrames: 0 };
}

function intrude(cast: Cast, random: Random, fromMs: number): void {
  const y = random.between(12, 17);
  const isLong = random.next() < 0.15;
  go(cast, bodies.person, {
    fromMs,
    from: { x: -9, y },
    steps: [
      { to: { x: -1, y }, speedMps: 1.3 },
      { stayMs: isLong ? random.between(125_000, 180_000) : random.between(2_000, 20_000) },
      { to: { x: 9, y: y + 1 }, speedMps: 1.4 },
    ],
  });
}

function endanger(cast: Cast, random: Random, fromMs: number): void {
  const which = random.next();
  if (which < 0.6) {
    const y = random.between(36, 52);
    go(cast, bodies.car, {
      fromMs,
      from: { x: 7.1, y: 22 },
      steps: [
        { to: { x: 7.1, y: y - 6 }, speedMps: 12 },
        { to: { x: 7.1, y }, speedMps: 4 },
        { stayMs: random.between(25_000, 120_000) },
        { to: { x: 7.1, y: y + 6 }, speedMps: 3 },
        { to: { x: 7.1, y: 105 }, speedMps: 12 },
      ],
    });
  } else if (which < 0.8) {
    go(cast, bodies.car, {
      fromMs,
      from: { x: 7.1, y: 100 },
      steps: [{ to: { x: 7.1, y: 22 }, speedMps: random.between(7, 13) }],
    });
  } else {
    go(cast, bodies.person, {
      fromMs,
      from: { x: 7.5, y: 63 },
      steps: [
        { to: { x: 7.8, y: 45 }, speedMps: 1.4 },
        { to: { x: 12, y: 44 }, speedMps: 1.4 },
      ],
    });
  }
}

/** Thirty-five people gather on twenty square metres; now and then they run off. */
function gather(cast: Cast, random: Random, fromMs: number): void {
  const runs = random.next() < 0.3;
  const stayUntilMs = fromMs + random.between(30_000, 45_000);
  for (let i = 0; i < 35; i++) {
    const place = {
      x: -2.1 + 0.7 * (i % 7) + 0.2 * (random.next() - 0.5),
      y: 10.4 + 0.75 * Math.floor(i / 7) + 0.2 * (random.next() - 0.5),
    };
    const side = place.x < 0 ? -1 : 1;
    const comeMs = fromMs + random.between(0, 6_000);
    const walkMs = ((13 - Math.abs(place.x)) / 1.4) * 1000;
    go(cast, bodies.person, {
      fromMs: comeMs,
      from: { x: side * 13, y: place.y },
      steps: [
        { to: place, speedMps: 1.4 },
        { stayMs: Math.max(stayUntilMs - comeMs - walkMs, 0) + random.between(0, runs ? 300 : 6_000) },
        { to: { x: side * 13, y: place.y + (runs ? i - 17 : 0) * 0.3 }, speedMps: runs ? 3 : 1.4 },
      ],
    });
  }
}
