import { type Category, categories } from './detection.ts';
import type { FlowField } from './flow-field.ts';
import type { Foreground } from './foreground.ts';
import type { Frame } from './frame.ts';
import { type Box, isInside, type Matrix3 } from './geometry.ts';
import { type AreaCounter, createAreaCounter, followAreaCounter } from './measure/area/area-counter.ts';
import { type Beyond, followRange, missingOf } from './measure/beyond-range.ts';
import { crossingsOf } from './measure/crossings.ts';
import { type CrowdSample, followCrowdSamples } from './measure/crowd-sample.ts';
import { densityOf, meanPeople } from './measure/density.ts';
import { doubtfulIn } from './measure/doubtful-people.ts';
import { dwellWindowMs, isAtEdge, type Stay, stayOf } from './measure/dwell.ts';
import { type CrowdFlow, createCrowdFlow, followCrowdFlow } from './measure/flow/crowd-flow.ts';
import { type Crossing, flowWindowMs, lineFlowOf } from './measure/line-flow.ts';
import type { Measure, MeasureKind } from './measure/measure.ts';
import { windowOf } from './measure/window.ts';
import { sampleZone, type ZoneSample } from './measure/zone-sample.ts';
import type { SceneTrack } from './scene-track.ts';
import { judges, ruleUnfit } from './situation/index.ts';
import { lineCrossings } from './situation/line-crossing.ts';
import {
  createWatch,
  followWatch,
  type SituationChange,
  type Verdict,
  type Watch,
} from './situation/watch.ts';
import type { ZoneScene } from './situation/zone-scene.ts';
import type { StillRegion } from './still-region.ts';
import type { Rule } from './zone.ts';
import type { ZoneView } from './zone-view.ts';

/** An unseen moment on or outside the outline does not end a stay, ms. */
const stayGraceMs = 1_000;
/** Bounds what is remembered of one zone, whatever crosses it. */
const mostEvents = 2_000;

/** What a zone remembers. Changed in place. */
export type ZoneState = {
  readonly view: ZoneView;
  /** Those that can fire here. */
  readonly rules: readonly KeyedRule[];
  /** By rule: its kind and its place among the zone's rules of that kind. */
  readonly watches: Map<string, Watch>;
  readonly memory: Map<string, unknown>;
  /** Frames since the second began. */
  window: ZoneSample[];
  /** Frames of the last second, for rules. */
  recent: ZoneSample[];
  beyond: Beyond | null;
  /** People known to be there without a box. */
  missing: number;
  /** The second estimator of density. */
  readonly area: AreaCounter;
  /** How texture moves while the crowd is beyond boxes. */
  readonly flow: CrowdFlow;
  readonly seenCategories: Set<Category>;
  /** How people moved in the last seconds, newest last. */
  crowd: readonly CrowdSample[];
  /** Series that have begun: they go on, whatever happens. */
  readonly told: Set<MeasureKind>;
  stays: Stay[];
  crossings: Crossing[];
  /** All that ever crossed. */
  crossed: number;
  /** Observed ms of each second of the last minute. */
  observed: { atMs: number; ms: number }[];
  lastTMs: number | null;
};

/** @param before the same zone before the change of camera, whose open situations go on. */
export function createZone(view: ZoneView, cameraId: string, before: ZoneState | null): ZoneState {
  const watches = new Map<string, Watch>();
  const rules = keyedRules(view);
  for (const { key, rule, ordinal } of rules) {
    const fresh = createWatch({ cameraId, kind: rule.kind, zoneId: view.zone.id, ordinal });
    watches.set(key, before?.watches.get(key) ?? fresh);
  }
  const isSameShape = before !== null && before.view.zone.shape === view.zone.shape;
  const known = before !== null && isSameGround(before.view, view) ? before : null;
  return {
    view,
    rules,
    watches,
    memory: before?.memory ?? new Map(),
    window: [],
    recent: [],
    beyond: known?.beyond ?? null,
    missing: known?.missing ?? 0,
    area: known?.area ?? createAreaCounter(),
    flow: createCrowdFlow(),
    seenCategories: before?.seenCategories ?? new Set(['person']),
    crowd: [],
    told: before?.told ?? new Set(),
    stays: isSameShape ? before.stays : [],
    crossings: isSameShape ? before.crossings : [],
    crossed: before?.crossed ?? 0,
    observed: before?.observed ?? [],
    lastTMs: before?.lastTMs ?? null,
  };
}

function isSameGround(a: ZoneView, b: ZoneView): boolean {
  return a.areaM2 === b.areaM2 && JSON.stringify(a.px) === JSON.stringify(b.px);
}

/** The track is gone: whatever it was doing in the zone is over. */
export function loseTrack(state: ZoneState, track: SceneTrack, atMs: number): void {
  leave(state, track, true, atMs);
}

/** The time of day was set, to `atMs`: what is labelled later than that, or fills a window across it, would count twice. */
export function forgetFrom(state: ZoneState, atMs: number): void {
  const second = Math.floor(atMs / 1000) * 1000;
  state.window = [];
  state.stays = state.stays.filter((stay) => stay.endedAtMs <= atMs);
  state.crossings = state.crossings.filter((crossing) => crossing.atMs <= atMs);
  state.observed = state.observed.filter((o) => o.atMs < second);
}

type LastingRule = Exclude<Rule, { kind: 'line-crossing' }>;

type KeyedRule = { readonly key: string; readonly rule: Rule; readonly ordinal: number };

function keyedRules(view: ZoneView): readonly KeyedRule[] {
  const seen = new Map<string, number>();
  return view.zone.rules.flatMap((rule) => {
    const ordinal = seen.get(rule.kind) ?? 0;
    seen.set(rule.kind, ordinal + 1);
    if (ruleUnfit(rule, view) !== null) return [];
    return [{ key: `${view.zone.id}/${rule.kind}/${ordinal}`, rule, ordinal }];
  });
}

/** What one frame shows, to every zone alike. */
export type Sight = {
  readonly tracks: readonly SceneTrack[];
  readonly still: readonly StillRegion[];
  readonly foreground: Foreground | null;
  /** How texture has moved in the zones that asked. */
  readonly flow: readonly FlowField[];
  /** Boxes of what looks a little like a person, pixels. */
  readonly doubtful: readonly Box[];
  /** Ground metres from fractions of the picture; null without calibration. */
  readonly matrix: Matrix3 | null;
  readonly frame: Frame;
};

type Now = { readonly cameraId: string; readonly tMs: number; readonly atMs: number };

/** One frame of one zone. */
export function followZone(state: ZoneState, sight: Sight, now: Now): readonly SituationChange[] {
  observe(state, now);
  return state.view.zone.shape === 'line'
    ? followLine(state, sight.tracks, now)
    : followArea(state, sight, now);
}

function followLine(state: ZoneState, tracks: readonly SceneTrack[], now: Now): readonly SituationChange[] {
  const { view } = state;
  const crossings = tracks.flatMap((track) =>
    crossingsOf(view, track).map((direction) => ({
      atMs: now.atMs,
      category: track.category,
      direction,
    })),
  );
  for (const c of crossings) state.seenCategories.add(c.category);
  state.crossed += crossings.length;
  state.crossings = [
    ...state.crossings.filter((c) => c.atMs > now.atMs - 2 * flowWindowMs),
    ...crossings,
  ].slice(-mostEvents);
  return state.rules.flatMap(({ rule, ordinal }) =>
    rule.kind !== 'line-crossing'
      ? []
      : lineCrossings(rule, crossings, {
          cameraId: now.cameraId,
          zoneId: view.zone.id,
          ordinal,
          earlier: state.crossed - crossings.length,
          flow: ({ category, direction }) => flow(state, category, direction, Math.round(now.atMs)),
        }),
  );
}

function followArea(state: ZoneState, sight: Sight, now: Now): readonly SituationChange[] {
  const { view } = state;
  const { tracks } = sight;
  for (const track of tracks) followVisit(state, track, now);
  const doubtful = doubtfulIn(view, sight.doubtful, sight.matrix, sight.frame);
  const sample = sampleZone(view, tracks, now.tMs, doubtful);
  for (const category of categories) if (sample.counts[category] > 0) state.seenCategories.add(category);
  state.window = [...state.window, sample].slice(-100);
  state.recent = [...state.recent.filter((s) => s.tMs > now.tMs - 1_000), sample];
  if (view.areaM2 !== null) followCrowd(state, view.areaM2, sight, sample);
  const window = windowOf(view, state.recent, { atMs: Math.round(now.atMs), windowMs: 1_000 }, state);
  state.crowd = followCrowdSamples(state.crowd, view, tracks, now);
  followCrowdFlow(state.flow, sight.flow.find((f) => f.zoneId === view.zone.id) ?? null, now.tMs);
  return state.rules.flatMap(({ key, rule }) => {
    if (rule.kind === 'line-crossing') return [];
    const scene: ZoneScene = {
      view,
      ...sight,
      tMs: now.tMs,
      atMs: now.atMs,
      window,
      crowd: state.crowd,
      texture: state.flow.samples,
      memory: state.memory,
      key,
    };
    const verdict = judge(rule, scene);
    const holdMs = rulesOfTheWhole.has(rule.kind) ? rule.holdMs : 0;
    return followWatch(state.watches.get(key)!, verdict, now, { holdMs, clearMs: rule.clearMs });
  });
}

/** Whether boxes can count the crowd, and what counts instead. */
function followCrowd(state: ZoneState, areaM2: number, sight: Sight, { tMs, counts }: ZoneSample): void {
  const people = meanPeople({ samples: state.recent });
  const area = followAreaCounter(
    state.area,
    state.view,
    {
      ...sight,
      size: sight.frame,
      hidden: sight.tracks.filter((t) => t.category === 'vehicle' && t.isConfirmed).map((t) => t.box),
    },
    { people, count: counts.person, areaM2, tMs, isTeaching: state.beyond === null },
  );
  const now = {
    densityPerM2: people / areaM2,
    count: counts.person,
    tMs,
    areaM2,
    area,
    doubtful: state.recent.reduce((sum, s) => sum + s.doubtful, 0) / state.recent.length,
    isAreaLost: state.area.isLost,
  };
  state.beyond = followRange(state.beyond, now);
  state.missing = missingOf(state.beyond, now);
}

/** The density of the last second; null for a line, or before the first frame. */
export function densityNow(state: ZoneState, atMs: number): Measure | null {
  const { view, recent } = state;
  if (recent.length === 0) return null;
  return densityOf(windowOf(view, recent, { atMs: Math.round(atMs), windowMs: 1_000 }, state));
}

/** Rules about the whole zone hold by the watch; rules about single things hold each thing for itself. */
const rulesOfTheWhole: ReadonlySet<Rule['kind']> = new Set<Rule['kind']>([
  'crowding',
  'pressure',
  'counter-flow',
  'dispersal',
  'queue',
  'slow-traffic',
  'traffic-queue',
]);

/** Each judge takes the rule of its own kind, which its key says. */
function judge(rule: LastingRule, scene: ZoneScene): Verdict {
  const own = judges[rule.kind] as (rule: LastingRule, scene: ZoneScene) => Verdict;
  return own(rule, scene);
}

function followVisit(state: ZoneState, track: SceneTrack, { tMs, atMs }: Now): void {
  const { id, points } = state.view.zone;
  const visit = track.visits.get(id);
  const isIn = isInside(track.foot, points);
  if (visit === undefined) {
    if (!isIn || !track.isSeen) return;
    const isBorn = track.path.length === 1;
    track.visits.set(id, {
      enteredTMs: tMs,
      isStartUnknown: isBorn && !isAtEdge(track),
      lastInsideTMs: tMs,
    });
  } else if (isIn) {
    visit.lastInsideTMs = tMs;
  } else if (tMs - visit.lastInsideTMs > stayGraceMs) {
    leave(state, track, false, atMs);
  }
}

function leave(state: ZoneState, track: SceneTrack, isLost: boolean, atMs: number): void {
  const visit = track.visits.get(state.view.zone.id);
  track.visits.delete(state.view.zone.id);
  if (visit === undefined || track.category !== 'person' || !track.isConfirmed) return;
  const stay = stayOf(track, visit, isLost, atMs);
  if (stay !== null) {
    state.stays = [...state.stays.filter((s) => s.endedAtMs > atMs - 2 * dwellWindowMs), stay].slice(
      -mostEvents,
    );
  }
}

function observe(state: ZoneState, { tMs, atMs }: Now): void {
  const ms = state.lastTMs === null ? 0 : tMs - state.lastTMs;
  state.lastTMs = tMs;
  const second = Math.floor(atMs / 1000) * 1000;
  const last = state.observed.at(-1);
  if (last?.atMs === second) last.ms += ms;
  else state.observed = [...state.observed, { atMs: second, ms }].slice(-90);
}

/** How much of a window that ends at `atMs` was observed, ms. */
export function observedMs(state: ZoneState, atMs: number, windowMs: number): number {
  return state.observed
    .filter((o) => o.atMs >= atMs - windowMs && o.atMs < atMs)
    .reduce((sum, o) => sum + o.ms, 0);
}

/** Crossings of the last minute up to `atMs`. */
export function flow(state: ZoneState, category: Category, direction: 'in' | 'out', atMs: number): Measure {
  return lineFlowOf(state.view, state.crossings, {
    category,
    direction,
    atMs,
    observedMs: observedMs(state, atMs, flowWindowMs),
  });
}
