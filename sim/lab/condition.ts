/** When a rule's condition truly holds, said of actors whose places and speeds are known. */
import { isInside, type Point, polygonArea } from '../../src/core/geometry.ts';
import { unreachable } from '../../src/core/unreachable.ts';
import type { Rule } from '../../src/core/zone.ts';
import type { GroundZone } from '../scene/scene.ts';
import type { LabActor } from './actor.ts';
import type { Condition, Holder } from './hold-span.ts';
import { removedCondition, unattendedCondition } from './object-condition.ts';
import { queueLengthM } from './queue-chain.ts';

const zoneItself: readonly Holder[] = [{ key: -1 }];
const nobody: readonly Holder[] = [];

/** Slower than this one does not walk anywhere, m/s. */
const walkingMps = 0.3;

export function conditionOf(zone: GroundZone, rule: Rule): Condition {
  const inZone = (actor: LabActor) => isInside(actor, zone.points);
  const some = (category: LabActor['body']['category'], actors: readonly LabActor[]) =>
    actors.filter((a) => a.body.category === category && inZone(a));
  const zoneWhen = (isOn: boolean) => (isOn ? zoneItself : nobody);
  const each = (actors: readonly LabActor[]) => actors.map(({ id }) => ({ key: id }));
  switch (rule.kind) {
    case 'crowding': {
      const areaM2 = polygonArea(zone.points);
      return (actors) => zoneWhen(some('person', actors).length / areaM2 >= rule.limitPerM2);
    }
    case 'pressure': {
      const areaM2 = polygonArea(zone.points);
      return (actors) => {
        const people = some('person', actors);
        const perM2 = people.length / areaM2;
        return zoneWhen(perM2 >= rule.minPerM2 && perM2 * varianceOf(people) >= rule.limitPerS2);
      };
    }
    case 'counter-flow': {
      const way = wayOf(zone);
      return (actors) => {
        const along = some('person', actors)
          .map((a) => a.vx * way.x + a.vy * way.y)
          .filter((v) => Math.abs(v) >= walkingMps);
        const forth = along.filter((v) => v > 0).length;
        const index = Math.min(forth, along.length - forth) / Math.max(along.length, 1);
        return zoneWhen(along.length >= rule.minPeople && index >= rule.minIndex);
      };
    }
    case 'dispersal':
      return (actors) => {
        const running = some('person', actors).filter((a) => speedOf(a) >= rule.minSpeedMps);
        return zoneWhen(running.length >= rule.minPeople && areParting(running));
      };
    case 'queue': {
      const tip = zone.direction?.[1] ?? zone.points[0]!;
      return (actors) =>
        zoneWhen(queueLengthM(some('person', actors), tip, rule) >= (rule.maxLengthM ?? Infinity));
    }
    case 'loitering':
    case 'person-on-track':
      return (actors) => each(some('person', actors));
    case 'intrusion':
    case 'pedestrian-on-carriageway':
      return (actors) => each(rule.categories.flatMap((category) => some(category, actors)));
    case 'wrong-way': {
      const way = wayOf(zone);
      return (actors) =>
        rule.categories
          .flatMap((category) => some(category, actors))
          .filter((a) => a.vx * way.x + a.vy * way.y < -rule.minSpeedMps)
          .map((a) => ({ key: a.id, alongM: a.x * way.x + a.y * way.y }));
    }
    case 'stopped-vehicle':
      return (actors) => {
        const standing = some('vehicle', actors).filter((a) => speedOf(a) < rule.maxSpeedMps);
        return standing.length - 1 < rule.queueNeighbours ? each(standing) : nobody;
      };
    case 'slow-traffic':
      return (actors) => {
        const vehicles = some('vehicle', actors);
        const mean = vehicles.reduce((sum, a) => sum + speedOf(a), 0) / Math.max(vehicles.length, 1);
        const isSlow = mean < rule.share * (rule.freeFlowMps ?? 0);
        return zoneWhen(vehicles.length >= rule.minVehicles && isSlow);
      };
    case 'traffic-queue':
      return (actors) =>
        zoneWhen(
          some('vehicle', actors).filter((a) => speedOf(a) < rule.maxSpeedMps).length >= rule.minVehicles,
        );
    case 'left-object':
      return unattendedCondition(zone, rule);
    case 'removed-object':
      return removedCondition(zone);
    case 'line-crossing':
      return () => nobody;
    default:
      return unreachable(rule);
  }
}

function speedOf(a: LabActor): number {
  return Math.sqrt(a.vx * a.vx + a.vy * a.vy);
}

function wayOf(zone: GroundZone): Point {
  const [from, to] = zone.direction ?? [
    { x: 0, y: 0 },
    { x: 0, y: 1 },
  ];
  const long = Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2);
  return { x: (to.x - from.x) / long, y: (to.y - from.y) / long };
}

function middleOf<T extends Point>(points: readonly T[]): Point {
  const n = Math.max(points.length, 1);
  return {
    x: points.reduce((sum, p) => sum + p.x, 0) / n,
    y: points.reduce((sum, p) => sum + p.y, 0) / n,
  };
}

/** Mean squared distance of velocities from their mean. */
function varianceOf(people: readonly LabActor[]): number {
  const mean = middleOf(people.map((a) => ({ x: a.vx, y: a.vy })));
  const squares = people.reduce((sum, a) => sum + (a.vx - mean.x) ** 2 + (a.vy - mean.y) ** 2, 0);
  return squares / Math.max(people.length, 1);
}

/** They run apart: most of them away from the middle of all. */
function areParting(people: readonly LabActor[]): boolean {
  const middle = middleOf(people);
  const away = people.filter((a) => (a.x - middle.x) * a.vx + (a.y - middle.y) * a.vy > 0);
  return away.length >= 0.7 * people.length;
}
