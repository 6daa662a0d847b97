import type { FlowAsk } from './flow-field.ts';
import { askFlow } from './measure/flow/crowd-flow.ts';
import type { SceneState } from './scene.ts';
import type { Rule } from './zone.ts';

/** Rules that want to know how a dense crowd moves. */
const wanting: ReadonlySet<Rule['kind']> = new Set<Rule['kind']>(['pressure', 'crowding', 'counter-flow']);

/** Where the movement of texture is worth its cost: in zones that are watched for crowds and too dense for boxes now. */
export function flowAsks({ zones, matrix, size }: SceneState): readonly FlowAsk[] {
  if (size === null) return [];
  return [...zones.values()].flatMap(({ beyond, view, flow, rules }) => {
    if (beyond === null || !rules.some(({ rule }) => wanting.has(rule.kind))) return [];
    return askFlow(flow, view, matrix, size) ?? [];
  });
}
