/** The events a film truly holds, worked out from where everybody really was. The rules' own words, none of the product's code. */
import { isInside, type Point, polygonArea } from '../../src/core/geometry.ts';
import type { Rule } from '../../src/core/zone.ts';
import { frameMs, type GroundZone } from '../scene/scene.ts';
import type { TruthEvent, TruthFrame } from './truth.ts';

/** What is true of a zone in one frame, before any holding time. */
type Condition = (frame: TruthFrame) => boolean;

export function eventsOf(zones: readonly GroundZone[], frames: readonly TruthFrame[]): TruthEvent[] {
  const speeds = speedsOf(frames);
  const events: TruthEvent[] = [];
  for (const zone of zones) {
    if (zone.shape !== 'area') continue;
    for (const rule of zone.rules) {
      const held = holdOf(rule);
      const condition = conditionOf(zone, rule, speeds);
      if (!held || !condition) continue;
      for (const span of spans(frames, condition, held.clearMs)) {
        if (span.endMs - span.startMs >= held.holdMs)
          events.push({ kind: rule.kind, zoneId: zone.id, ...span });
      }
    }
  }
  return events.sort((a, b) => a.startMs - b.startMs);
}

function holdOf(rule: Rule): { holdMs: number; clearMs: number } | null {
  return rule.kind === 'line-crossing' ? null : rule;
}

function conditionOf(zone: GroundZone, rule: Rule, speeds: Speeds): Condition | null {
  const inZone = (feet: Point) => isInside(feet, zone.points);
  switch (rule.kind) {
    case 'crowding': {
      const areaM2 = polygonArea(zone.points);
      return (frame) =>
        frame.boxes.filter((b) => b.category === 'person' && inZone(b.feet)).length / areaM2 >=
        rule.limitPerM2;
    }
    case 'intrusion':
      return (frame) => frame.boxes.some((b) => rule.categories.includes(b.category) && inZone(b.feet));
    case 'wrong-way': {
      if (!zone.direction) return null;
      const [from, to] = zone.direction;
      const long = Math.hypot(to.x - from.x, to.y - from.y);
      const way = { x: (to.x - from.x) / long, y: (to.y - from.y) / long };
      return (frame) =>
        frame.boxes.some((b) => {
          const v = speeds.at(frame.index, b.id);
          return (
            v !== null &&
            rule.categories.includes(b.category) &&
            inZone(b.feet) &&
            v.x * way.x + v.y * way.y < -rule.minSpeedMps
          );
        });
    }
    case 'stopped-vehicle':
      return (frame) => {
        const stopped = frame.boxes.filter((b) => {
          const v = speeds.at(frame.index, b.id);
          return (
            b.category === 'vehicle' &&
            inZone(b.feet) &&
            v !== null &&
            Math.hypot(v.x, v.y) < rule.maxSpeedMps
          );
        });
        return stopped.length > 0 && stopped.length <= rule.queueNeighbours;
      };
    default:
      return null;
  }
}

type Speeds = { at(index: number, id: number): Point | null };

/** Velocities over half a second round each frame, m/s. */
function speedsOf(frames: readonly TruthFrame[]): Speeds {
  const feet = frames.map((frame) => new Map(frame.boxes.map((b) => [b.id, b.feet] as const)));
  const find = (index: number, id: number, step: number): { at: number; feet: Point } | null => {
    for (let reach = 3; reach > 0; reach--) {
      const p = feet[index + step * reach]?.get(id);
      if (p) return { at: index + step * reach, feet: p };
    }
    const own = feet[index]?.get(id);
    return own ? { at: index, feet: own } : null;
  };
  return {
    at(index, id) {
      const a = find(index, id, -1);
      const b = find(index, id, 1);
      if (!a || !b || a.at === b.at) return null;
      const seconds = ((b.at - a.at) * frameMs) / 1000;
      return { x: (b.feet.x - a.feet.x) / seconds, y: (b.feet.y - a.feet.y) / seconds };
    },
  };
}

/** Stretches in which the condition holds; gaps shorter than `clearMs` do not end one. */
function spans(
  frames: readonly TruthFrame[],
  condition: Condition,
  clearMs: number,
): { startMs: number; endMs: number }[] {
  const found: { startMs: number; endMs: number }[] = [];
  for (const frame of frames) {
    if (!condition(frame)) continue;
    const last = found.at(-1);
    if (last && frame.atMs - last.endMs <= clearMs) last.endMs = frame.atMs;
    else found.push({ startMs: frame.atMs, endMs: frame.atMs });
  }
  return found;
}
