/** Who truly crossed a line between two moments, by their feet on the ground. */
import type { Rule } from '../../src/core/zone.ts';
import type { GroundZone } from '../scene/scene.ts';
import type { LabActor } from './actor.ts';

/** How many watched crossings there were. Seen from above with north up, right of a -> b is 'in', as in the picture. */
export function crossingsIn(
  zone: GroundZone,
  rule: Extract<Rule, { kind: 'line-crossing' }>,
  before: readonly LabActor[],
  now: readonly LabActor[],
): number {
  const [a, b] = zone.points as readonly [{ x: number; y: number }, { x: number; y: number }];
  const side = (p: { x: number; y: number }, q: { x: number; y: number }, r: { x: number; y: number }) =>
    (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  let crossings = 0;
  for (const actor of now) {
    const old = before.find(({ id }) => id === actor.id);
    if (old === undefined || actor.body.category === 'object') continue;
    if (!rule.categories.includes(actor.body.category)) continue;
    const from = side(a, b, old);
    const to = side(a, b, actor);
    if (from > 0 === to > 0 || side(old, actor, a) > 0 === side(old, actor, b) > 0) continue;
    const direction = to < 0 ? 'in' : 'out';
    if (rule.direction === 'both' || rule.direction === direction) crossings++;
  }
  return crossings;
}
