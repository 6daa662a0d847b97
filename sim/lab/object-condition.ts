/** When a thing truly is unattended, and when one is truly gone. */
import { isInside } from '../../src/core/geometry.ts';
import type { Rule } from '../../src/core/zone.ts';
import type { GroundZone } from '../scene/scene.ts';
import type { LabActor } from './actor.ts';
import type { Condition } from './hold-span.ts';

function isThing(a: LabActor): boolean {
  return a.body.category === 'object';
}

/** A thing that was not there at first stands in the zone, and nobody at all is nearer than the owner's distance. */
export function unattendedCondition(
  zone: GroundZone,
  { ownerDistanceM }: Extract<Rule, { kind: 'left-object' }>,
): Condition {
  let first: ReadonlySet<number> | null = null;
  return (actors) => {
    first ??= new Set(actors.filter(isThing).map(({ id }) => id));
    const people = actors.filter((a) => a.body.category === 'person');
    const isAlone = (thing: LabActor) =>
      ownerDistanceM === null
        ? !people.some((p) => isInside(p, zone.points))
        : !people.some((p) => (p.x - thing.x) ** 2 + (p.y - thing.y) ** 2 <= ownerDistanceM ** 2);
    return actors
      .filter((a) => isThing(a) && !first!.has(a.id) && isInside(a, zone.points) && isAlone(a))
      .map(({ id }) => ({ key: id }));
  };
}

/** A thing that stood in the zone at first is not there. */
export function removedCondition(zone: GroundZone): Condition {
  let first: readonly number[] | null = null;
  return (actors) => {
    const things = actors.filter((a) => isThing(a) && isInside(a, zone.points)).map(({ id }) => id);
    first ??= things;
    return first.filter((id) => !things.includes(id)).map((key) => ({ key }));
  };
}
