import type { Camera } from './camera.ts';
import type { CameraSignal } from './camera-signal.ts';
import type { FlowField } from './flow-field.ts';
import type { Foreground } from './foreground.ts';
import type { Frame } from './frame.ts';
import type { Box, Matrix3 } from './geometry.ts';
import { hiddenFeet } from './hidden-foot.ts';
import type { Measure } from './measure/measure.ts';
import { followTrack, type SceneTrack } from './scene-track.ts';
import {
  analysedShare,
  createFaults,
  type FaultState,
  followFaults,
  isBlind,
  isDoubtful,
} from './situation/camera-faults.ts';
import { type RuleUnfit, ruleUnfit } from './situation/index.ts';
import { followOutOfRange } from './situation/out-of-range.ts';
import { endWatch, type SituationChange } from './situation/watch.ts';
import type { StillRegion } from './still-region.ts';
import type { TrackedBox } from './track/tracked-box.ts';
import type { Rule } from './zone.ts';
import { measureZone, unmeasuredZone } from './zone-measures.ts';
import { createZone, densityNow, followZone, forgetFrom, loseTrack, type ZoneState } from './zone-state.ts';
import { matrixOf, viewZone, type ZoneView } from './zone-view.ts';

export type { SituationChange } from './situation/watch.ts';

/** A pause between frames that is longer than this was not observed: histories begin anew, ms. */
const longestGapMs = 5_000;
/** A time that lies further back than this was set back: frames are never so late, ms. */
const setBackMs = 2_000;
/** The same after frames that were not trusted. */
const longestWaitMs = 1_000;

/**
 * Everything known about what one camera sees. Plain data in memory, owned by one camera; never stored, never sent: track
 * ids and paths end here.
 */
export type SceneState = {
  cameraId: string;
  camera: Camera | null;
  size: { readonly widthPx: number; readonly heightPx: number } | null;
  matrix: Matrix3 | null;
  runId: string | null;
  /** Observed time, ms: runs only while the camera measures. Hold and clear times of zones are counted in it. */
  tMs: number;
  lastFrameMs: number | null;
  /** Frames come but are not trusted: a fault is open or suspected. */
  isWaiting: boolean;
  /** The last whole second that was measured, UTC. */
  lastTickS: number | null;
  /** The last time told, UTC ms: shows when the clock was set. */
  lastToldMs: number | null;
  tracks: Map<number, SceneTrack>;
  zones: Map<string, ZoneState>;
  faults: FaultState;
};

export type SceneStep = {
  readonly state: SceneState;
  /** Empty but once a second. */
  readonly measures: readonly Measure[];
  readonly situations: readonly SituationChange[];
};

/** @param cameraId needed for a camera that is lost before its first frame; otherwise the first frame tells. */
export function createScene(cameraId = ''): SceneState {
  return {
    cameraId,
    camera: null,
    size: null,
    matrix: null,
    runId: null,
    tMs: 0,
    lastFrameMs: null,
    isWaiting: false,
    lastTickS: null,
    lastToldMs: null,
    tracks: new Map(),
    zones: new Map(),
    faults: createFaults(cameraId),
  };
}

/**
 * Takes one analysed frame in and says what it means: camera faults, situations in zones, and once a second the measures.
 *
 * While a fault blinds the camera (lost, frozen, dark, moved, blurred) every measure says `not-measuring`, and situations in zones
 * neither begin nor end; while one is only suspected, they wait as well. A new run drops the tracks; open situations end by
 * their clear time unless their cause is seen again. A change of zones ends what was open in removed zones and rules, and
 * nothing else.
 * @param state changed in place and returned; the caller gives it up (as with the tracker).
 * @param input `tracks` in pixels of `frame`; `frame.atMs` may step: back or far ahead begins histories anew.
 */
export function advanceScene(
  state: SceneState,
  input: {
    readonly camera: Camera;
    readonly frame: Frame;
    readonly tracks: readonly TrackedBox[];
    readonly signal: CameraSignal;
    /** Left out where the source of the tracks has no pixels: recorded or simulated trajectories. */
    readonly foreground?: Foreground | null;
    readonly still?: readonly StillRegion[];
    /** What `flowAsks` asked for after the frame before. */
    readonly flow?: readonly FlowField[];
    /** What looks a little like a person, too little to be followed, pixels. */
    readonly doubtful?: readonly Box[];
  },
): SceneStep {
  const { camera, frame, signal } = input;
  const situations: SituationChange[] = [...setSceneCamera(state, camera, frame.atMs, frame)];
  situations.push(...followFaults(state.faults, signal, frame.atMs));

  const measures = closeSecond(state, frame.atMs);
  if (isDoubtful(state.faults)) {
    state.isWaiting = true;
    return { state, measures, situations };
  }
  passTime(state, frame);
  followTracks(state, input.tracks, frame);
  const tracks = [...state.tracks.values()];
  for (const zone of state.zones.values()) {
    situations.push(
      ...followZone(
        zone,
        {
          tracks,
          still: input.still ?? [],
          foreground: input.foreground ?? null,
          flow: input.flow ?? [],
          doubtful: input.doubtful ?? [],
          matrix: state.matrix,
          frame,
        },
        { cameraId: camera.id, tMs: state.tMs, atMs: frame.atMs },
      ),
    );
  }
  const densities = [...state.zones.values()].flatMap((zone) => densityNow(zone, frame.atMs) ?? []);
  const range = state.faults.watches['camera-out-of-range'];
  situations.push(...followOutOfRange(range, densities, { tMs: state.tMs, atMs: frame.atMs }));
  return { state, measures, situations };
}

/**
 * The camera's faults alone. Call it once a second when no frame comes; it does no harm when frames do.
 * @param signal `isConnected` false and the last picture's figures while nothing arrives.
 */
export function advanceFaults(state: SceneState, signal: CameraSignal, nowMs: number): SceneStep {
  const situations = followFaults(state.faults, signal, nowMs);
  // Frames that come without being analysed (a detector that hangs) are no measuring either.
  const isStarved = state.lastFrameMs !== null && nowMs - state.lastFrameMs > longestGapMs;
  const isSilent = isBlind(state.faults) || isStarved;
  return { state, measures: isSilent ? closeSecond(state, nowMs, true) : [], situations };
}

/**
 * Ends every open situation: the camera is being removed or disabled. What was open can no longer be judged.
 */
export function endScene(state: SceneState, nowMs: number): readonly SituationChange[] {
  const zones = [...state.zones.values()].flatMap((zone) => [...zone.watches.values()]);
  return [...zones, ...Object.values(state.faults.watches)].flatMap((watch) => endWatch(watch, nowMs));
}

/**
 * Takes a change of zones, rules or calibration in. `advanceScene` does so by itself; call this when no frame comes.
 * @returns the situations that end because their zone or rule is gone.
 */
export function setSceneCamera(
  state: SceneState,
  camera: Camera,
  nowMs: number,
  size = state.size,
): readonly SituationChange[] {
  const isNewSize = state.size?.widthPx !== size?.widthPx || state.size?.heightPx !== size?.heightPx;
  const before = state.camera;
  const isSame = before?.zones === camera.zones && before.calibration === camera.calibration;
  if (before?.id === camera.id && isSame && !isNewSize) return [];
  if (state.cameraId !== camera.id) {
    state.cameraId = camera.id;
    state.faults = createFaults(camera.id);
  }
  // By value: every message from the centre brings new objects.
  const ground = JSON.stringify(matrixOf(camera));
  const isNewGround = isNewSize || JSON.stringify(state.matrix) !== ground;
  state.camera = camera;
  state.size = size === null ? null : { widthPx: size.widthPx, heightPx: size.heightPx };
  state.matrix = matrixOf(camera);
  // Paths are in pixels and metres of the old picture and ground.
  if (isNewGround) forgetTracks(state);

  const changes: SituationChange[] = [];
  const zones = new Map<string, ZoneState>();
  if (state.size !== null) {
    for (const zone of camera.zones) {
      const view = viewZone(zone, camera, state.size);
      zones.set(zone.id, createZone(view, camera.id, state.zones.get(zone.id) ?? null));
    }
  }
  for (const [id, old] of state.zones) {
    const kept = zones.get(id);
    for (const [key, watch] of old.watches) {
      if (kept?.watches.get(key) !== watch) changes.push(...endWatch(watch, nowMs));
    }
    if (kept !== undefined && isSameOutline(kept.view, old.view)) continue;
    for (const track of state.tracks.values()) {
      track.visits.delete(id);
      track.sides.delete(id);
    }
  }
  state.zones = zones;
  return changes;
}

function isSameOutline(a: ZoneView, b: ZoneView): boolean {
  return JSON.stringify(a.zone.points) === JSON.stringify(b.zone.points);
}

function passTime(state: SceneState, frame: Frame): void {
  const elapsedMs = state.lastFrameMs === null ? 0 : frame.atMs - state.lastFrameMs;
  state.lastFrameMs = frame.atMs;
  const isNewRun = state.runId !== frame.runId;
  state.runId = frame.runId;
  const longestMs = state.isWaiting ? longestWaitMs : longestGapMs;
  state.isWaiting = false;
  const isGap = elapsedMs > longestMs || elapsedMs < -1_000;
  if (isNewRun || isGap) forgetTracks(state);
  // Between two runs nothing was observed either, but an open situation's clear time must not wait for ever in a
  // stream that is opened anew every second.
  if (!isGap) state.tMs += Math.max(elapsedMs, 0);
}

function forgetTracks(state: SceneState): void {
  state.tracks.clear();
}

function followTracks(state: SceneState, boxes: readonly TrackedBox[], frame: Frame): void {
  const tracks = new Map<number, SceneTrack>();
  const hidden = hiddenFeet(boxes, frame, state.matrix);
  for (const box of boxes) {
    const before = state.tracks.get(box.id) ?? null;
    tracks.set(box.id, followTrack(before, box, frame, state, hidden.get(box.id)));
  }
  for (const [id, lost] of state.tracks) {
    if (tracks.has(id)) continue;
    for (const zone of state.zones.values()) loseTrack(zone, lost, frame.atMs);
  }
  state.tracks = tracks;
}

/**
 * Measures of the second that has just ended, when this instant is in a later one. A second in which the time stepped (the
 * clock was set, or nothing came for long) measures nothing: its frames belong to two times.
 */
function closeSecond(state: SceneState, nowMs: number, isSilent = isBlind(state.faults)): readonly Measure[] {
  const second = Math.floor(nowMs / 1000);
  const last = state.lastTickS;
  const isStep = isTimeStep(state, nowMs);
  state.lastToldMs = nowMs;
  if (isStep) for (const zone of state.zones.values()) forgetFrom(zone, nowMs);
  if (last !== null && second <= last && second > last - 5) return [];
  state.lastTickS = second;
  if (last === null) return [];
  const atMs = second * 1000;
  const measures = [...state.zones.values()].flatMap((zone) =>
    isSilent || isStep ? unmeasuredZone(zone, atMs) : measureZone(zone, atMs),
  );
  const seenShare = analysedShare(state.faults);
  return seenShare === 1 ? measures : measures.map((m) => ({ ...m, coverage: m.coverage * seenShare }));
}

function isTimeStep({ lastToldMs }: SceneState, nowMs: number): boolean {
  return lastToldMs !== null && (nowMs < lastToldMs - setBackMs || nowMs > lastToldMs + longestGapMs);
}

/** Rules of a camera that can never fire as they stand, and why: to be refused or shown, for a rule that watches nothing must not look as if it watched. */
export function unfitRules(
  camera: Camera,
  size: { readonly widthPx: number; readonly heightPx: number },
): readonly { readonly zoneId: string; readonly kind: Rule['kind']; readonly reason: RuleUnfit }[] {
  return camera.zones.flatMap((zone) => {
    const view = viewZone(zone, camera, size);
    return zone.rules.flatMap((rule) => {
      const reason = ruleUnfit(rule, view);
      return reason === null ? [] : [{ zoneId: zone.id, kind: rule.kind, reason }];
    });
  });
}
