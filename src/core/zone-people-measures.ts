import type { Measure } from './measure/measure.ts';
import { queueLengthOf, waitOf } from './measure/queue-measures.ts';
import { serviceWindowMs } from './measure/queue-service.ts';
import type { Window } from './measure/window.ts';
import { leastFlowSamples, leastJostlers, pressureOf, pressureSlopeMs } from './measure/zone-pressure.ts';
import { queueWindowMs, type ZoneQueue } from './measure/zone-queue.ts';
import {
  arrowOf,
  counterFlowOf,
  leastWalkers,
  streamSamples,
  streamsOf,
  streamWindowMs,
} from './measure/zone-streams.ts';
import type { ZoneState } from './zone-state.ts';

/** How people move in an area on measurable ground. A series begins once a few people are there, so quiet zones store none. */
export function measurePeople(state: ZoneState, window: Window): readonly Measure[] {
  if (state.view.areaM2 === null) return [];
  const measures: Measure[] = [];
  const newestTMs = state.crowd.at(-1)?.tMs ?? 0;
  const second = state.crowd.filter((s) => s.tMs > newestTMs - window.windowMs);
  const texture = state.flow.samples.filter((s) => s.tMs > newestTMs - window.windowMs);
  if (second.some((s) => (s.jostle?.people ?? 0) >= leastJostlers) || texture.length >= leastFlowSamples)
    state.told.add('crowd-pressure');
  if (state.told.has('crowd-pressure')) measures.push(pressureOf(window, second, texture).measure);

  if (state.told.has('counter-flow') || second.some((s) => s.people.length >= leastWalkers)) {
    const streams = streamsOf(streamSamples(state.crowd, newestTMs), arrowOf(state.view));
    if (streams.walkers >= leastWalkers) state.told.add('counter-flow');
    if (state.told.has('counter-flow')) measures.push(counterFlowOf(window, streams));
  }
  const queue = queueOf(state);
  if (queue !== null) measures.push(queueLengthOf(window, queue), waitOf(window, queue));
  return measures;
}

type Unmeasured = Pick<Measure, 'kind' | 'unit' | 'windowMs'>;

/** The series that fall silent while the camera is blind. */
export function peopleSeries(state: ZoneState): readonly Unmeasured[] {
  const series: Unmeasured[] = [];
  if (state.told.has('crowd-pressure'))
    series.push({ kind: 'crowd-pressure', unit: '1/s2', windowMs: 1_000 + pressureSlopeMs });
  if (state.told.has('counter-flow'))
    series.push({ kind: 'counter-flow', unit: '1', windowMs: streamWindowMs });
  if (queueOf(state) !== null) {
    series.push({ kind: 'queue-length', unit: 'm', windowMs: queueWindowMs });
    series.push({ kind: 'wait', unit: 's', windowMs: serviceWindowMs });
  }
  return series;
}

/** What the zone's first queue rule knows; null without one that can fire, or before its first frame. */
function queueOf(state: ZoneState): ZoneQueue | null {
  const keyed = state.rules.find(({ rule }) => rule.kind === 'queue');
  return keyed === undefined ? null : ((state.memory.get(keyed.key) as ZoneQueue | undefined) ?? null);
}
