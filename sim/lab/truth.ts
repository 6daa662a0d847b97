/** What truly happened, worked out from where everybody really was: the rules' own words, none of the product's code. */
import type { Rule } from '../../src/core/zone.ts';
import type { GroundZone } from '../scene/scene.ts';
import type { LabActor, LabWorld } from './actor.ts';
import { conditionOf } from './condition.ts';
import { crossingsIn } from './crossing.ts';
import { Spans } from './hold-span.ts';
import type { LabEvent } from './scenario.ts';

export function truthOf(
  zones: readonly GroundZone[],
  world: LabWorld,
  at: { readonly startMs: number; readonly durationMs: number; readonly stepMs: number },
): readonly LabEvent[] {
  const watched = zones.flatMap((zone) =>
    zone.rules.map((rule) => ({ zone, rule, condition: conditionOf(zone, rule), spans: new Spans() })),
  );
  const events: LabEvent[] = [];
  let before: readonly LabActor[] = [];
  for (let ms = 0; ms < at.durationMs; ms += at.stepMs) {
    const actors = world.step(ms);
    for (const { zone, rule, condition, spans } of watched) {
      if (rule.kind === 'line-crossing') {
        for (let n = crossingsIn(zone, rule, before, actors); n > 0; n--) {
          const atMs = at.startMs + ms;
          events.push({ kind: rule.kind, zoneId: zone.id, startMs: atMs, endMs: atMs });
        }
      } else {
        spans.take(condition(actors, ms), ms);
      }
    }
    before = actors;
  }
  for (const { zone, rule, spans } of watched) {
    if (rule.kind === 'line-crossing') continue;
    const leastM = rule.kind === 'wrong-way' ? rule.distanceM : 0;
    const held = spans.events(
      (s) => s.endMs - s.startMs >= holdOf(rule) && Math.abs(s.toM - s.fromM) >= leastM,
      rule.clearMs,
    );
    for (const { startMs, endMs } of held) {
      events.push({
        kind: rule.kind,
        zoneId: zone.id,
        startMs: at.startMs + startMs,
        endMs: at.startMs + endMs,
      });
    }
  }
  return events.sort((a, b) => a.startMs - b.startMs);
}

function holdOf(rule: Exclude<Rule, { kind: 'line-crossing' }>): number {
  return rule.holdMs;
}
