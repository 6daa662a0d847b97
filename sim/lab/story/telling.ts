/** Small pieces that stories are told with. */
import type { Point } from '../../../src/core/geometry.ts';
import { defaultRules, type Rule } from '../../../src/core/zone.ts';
import type { Random } from '../../random.ts';
import type { GroundZone } from '../../scene/scene.ts';
import { type Body, bodies } from '../actor.ts';
import { type Mover, mover, type Step } from '../mover.ts';
import { rectangle } from '../stage.ts';

type Kind = Rule['kind'];

/** A zone with one default rule, parts of it changed. */
export function watched<K extends Kind>(
  kind: K,
  points: readonly Point[],
  more: {
    readonly direction?: readonly [Point, Point];
    readonly rule?: Partial<Extract<Rule, { kind: K }>>;
  } = {},
): GroundZone {
  return {
    id: `${kind}-zone`,
    name: `${kind} zone`,
    shape: kind === 'line-crossing' ? 'line' : 'area',
    points,
    direction: more.direction ?? null,
    rules: [{ ...defaultRules[kind], ...more.rule } as Rule],
  };
}

/** People who each go their own straight ways. */
export function person(
  random: Random,
  id: number,
  script: { readonly fromMs: number; readonly from: Point; readonly steps: readonly Step[] },
  body: Body = bodies.person,
): Mover {
  const heightM =
    body.category === 'person'
      ? Math.min(Math.max(1.72 + 0.16 * (random.next() - 0.5), 1.5), 1.95)
      : body.heightM;
  return mover(id, { ...body, heightM }, script);
}

/** Somebody who crosses the place and takes no part. */
export function passer(
  random: Random,
  id: number,
  way: { readonly fromMs: number; readonly from: Point; readonly to: Point; readonly speedMps?: number },
): Mover {
  const speedMps = way.speedMps ?? random.between(1.1, 1.5);
  return person(random, id, { fromMs: way.fromMs, from: way.from, steps: [{ to: way.to, speedMps }] });
}

/** Places of people who stand close: a shaken grid, `perM2` of them on a square metre. */
export function standing(
  random: Random,
  on: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number },
  perM2: number,
): readonly Point[] {
  const gapM = 1 / Math.sqrt(perM2);
  const places: Point[] = [];
  for (let y = on.y0 + gapM / 2; y < on.y1; y += gapM) {
    for (let x = on.x0 + gapM / 2; x < on.x1; x += gapM) {
      places.push({
        x: x + 0.5 * gapM * (random.next() - 0.5),
        y: y + 0.5 * gapM * (random.next() - 0.5),
      });
    }
  }
  return places;
}

/** A tenth of a second is a step of the reactive worlds; entries fall on it. */
export function tenth(ms: number): number {
  return Math.round(ms / 100) * 100;
}

export { rectangle };
