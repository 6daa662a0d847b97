import type { CameraSignal } from '../camera-signal.ts';
import { type CameraFaultKind, cameraFaultKinds } from '../zone.ts';
import { createWatch, followWatch, type SituationChange, type Verdict, type Watch } from './watch.ts';
import { offVerdict } from './zone-scene.ts';

/**
 * When a camera does not measure. Times in ms; luma 0..255. `on` opens after `holdMs`, `kept` keeps it open, `clearMs` without it
 * ends it. The figures are ours, chosen on decoded H.264 of the test clips and the simulated city.
 */
export const faultRules: {
  readonly [K in CameraFaultKind]: { readonly holdMs: number; readonly clearMs: number };
} = {
  // Longer than the reconnection of a healthy camera, so that a blip on the network is no alarm.
  'camera-lost': { holdMs: 5_000, clearMs: 2_000 },
  // Longer than a usual group of pictures: a still scene is coded without change until the next key frame.
  'camera-frozen': { holdMs: 15_000, clearMs: 2_000 },
  'camera-dark': { holdMs: 5_000, clearMs: 3_000 },
  // A lorry that fills the picture for some seconds hides every edge of the view.
  'camera-moved': { holdMs: 8_000, clearMs: 5_000 },
  'camera-blurred': { holdMs: 10_000, clearMs: 5_000 },
  'camera-disturbed': { holdMs: 15_000, clearMs: 15_000 },
  'camera-out-of-range': { holdMs: 2_000, clearMs: 5_000 },
  'camera-clock-off': { holdMs: 0, clearMs: 60_000 },
  'camera-overloaded': { holdMs: 10_000, clearMs: 10_000 },
};

/**
 * While one of these is open nothing in the picture can be trusted. An overloaded camera measures late, not wrongly, and less:
 * `analysedShare` lowers the coverage. One with a wrong clock measures rightly at wrong times: the open fault marks them, and
 * the second in which the time stepped measures nothing.
 */
export const blindingKinds: readonly CameraFaultKind[] = [
  'camera-lost',
  'camera-frozen',
  'camera-dark',
  'camera-moved',
  'camera-blurred',
  'camera-disturbed',
];

export type FaultState = {
  readonly watches: { readonly [K in CameraFaultKind]: Watch };
  /** Sum of the time between calls, ms: steps back in time and long gaps do not count. */
  tMs: number;
  lastMs: number | null;
  /** Observed time of new pictures only, ms: the picture's own faults are judged on pictures. */
  pictureTMs: number;
  lastPictureMs: number | null;
  last: CameraSignal | null;
  /** What this camera's sharpness usually is; null until it has been seen for a while. */
  usualSharpness: { readonly value: number; readonly seenMs: number } | null;
};

/** A longer pause between calls counts as this. */
const longestStepMs = 5_000;
/**
 * Identical pictures, or a restless one, stop every clock of the zones after this long: both come and go in healthy pictures,
 * so that the first of them is no doubt yet.
 */
const doubtfulAfterMs = 5_000;
const slowlyDoubted: readonly CameraFaultKind[] = ['camera-frozen', 'camera-disturbed'];
/** Sharpness counts as usual once seen this long. */
const learnMs = 30_000;

export function createFaults(cameraId: string): FaultState {
  const watch = (kind: CameraFaultKind) => createWatch({ cameraId, kind, zoneId: null, ordinal: 0 });
  return {
    watches: Object.fromEntries(cameraFaultKinds.map((kind) => [kind, watch(kind)])) as FaultState['watches'],
    tMs: 0,
    lastMs: null,
    pictureTMs: 0,
    lastPictureMs: null,
    last: null,
    usualSharpness: null,
  };
}

/** A blinding fault is open. */
export function isBlind(state: FaultState): boolean {
  return blindingKinds.some((kind) => state.watches[kind].open !== null);
}

/** A blinding fault is open, or may be about to: nothing that is or is not in the picture should begin or end anything. */
export function isDoubtful(state: FaultState): boolean {
  return blindingKinds.some((kind) => {
    const { open, pending } = state.watches[kind];
    if (open !== null) return true;
    const doubtfulMs = slowlyDoubted.includes(kind) ? doubtfulAfterMs : 0;
    return pending !== null && state.pictureTMs - pending.tMs >= doubtfulMs;
  });
}

/** Share of the due frames that were analysed, 0..1: what an overloaded camera measures covers no more. 1 while none is open. */
export function analysedShare(state: FaultState): number {
  if (state.watches['camera-overloaded'].open === null) return 1;
  return 1 - Math.min(Math.max(state.last?.droppedShare ?? 0, 0), 1);
}

/**
 * One step, in place. Call it for every analysed frame, and once a second when none comes.
 *
 * While the camera is not connected its picture's faults neither begin nor end: there is no picture. Dark comes before
 * moved and blurred, frozen before all: a dark picture has no edges to be sharp or in place.
 */
export function followFaults(
  state: FaultState,
  signal: CameraSignal,
  nowMs: number,
): readonly SituationChange[] {
  state.tMs += stepOf(state.lastMs, nowMs);
  state.lastMs = nowMs;
  const now = { tMs: state.tMs, atMs: nowMs };
  const changes: SituationChange[] = [];
  const follow = (kind: CameraFaultKind, verdict: Verdict, at = now) => {
    changes.push(...followWatch(state.watches[kind], verdict, at, faultRules[kind]));
    return isSuspected(state.watches[kind]);
  };

  follow('camera-lost', lostVerdict(signal));
  follow('camera-overloaded', overloadedVerdict(signal));
  follow('camera-clock-off', clockVerdict(signal));
  if (signal.isConnected && signal.atMs !== state.lastPictureMs) {
    const stepMs = stepOf(state.lastPictureMs, signal.atMs);
    state.pictureTMs += stepMs;
    state.lastPictureMs = signal.atMs;
    const at = { tMs: state.pictureTMs, atMs: signal.atMs };
    const isFrozen = follow('camera-frozen', frozenVerdict(state, signal), at);
    state.last = signal;
    const isDark = follow('camera-dark', darkVerdict(signal), at);
    if (!isDark) {
      follow('camera-moved', movedVerdict(signal), at);
      const isBlurred = follow('camera-blurred', blurredVerdict(state, signal), at);
      if (!isBlurred && !isFrozen) learnSharpness(state, signal, stepMs);
      follow('camera-disturbed', disturbedVerdict(signal), at);
    }
  }
  return changes;
}

/** Open, or its condition met and its hold time running. */
function isSuspected(watch: Watch): boolean {
  return watch.open !== null || watch.pending !== null;
}

function stepOf(lastMs: number | null, nowMs: number): number {
  return lastMs === null ? 0 : Math.min(Math.max(nowMs - lastMs, 0), longestStepMs);
}

/** No frame arrives. */
function lostVerdict(signal: CameraSignal): Verdict {
  return { ...offVerdict, isOn: !signal.isConnected, isKept: !signal.isConnected, certainty: 1 };
}

/** More than a tenth of the due frames were dropped in the last 10 s; kept above a twentieth. */
function overloadedVerdict({ droppedShare }: CameraSignal): Verdict {
  return {
    ...offVerdict,
    isOn: droppedShare > 0.1,
    isKept: droppedShare > 0.05,
    certainty: margin(droppedShare, 0.1, 0.5),
  };
}

/**
 * The picture is the same to the last bit. Sensor noise changes some statistic with every live picture, however still the
 * scene; an encoder that repeats itself changes none.
 */
function frozenVerdict({ last }: FaultState, signal: CameraSignal): Verdict {
  const isSame =
    last !== null &&
    signal.changedShare === 0 &&
    signal.meanLuma === last.meanLuma &&
    signal.contrast === last.contrast &&
    signal.sharpness === last.sharpness;
  return { ...offVerdict, isOn: isSame, isKept: isSame, certainty: 0.99 };
}

/** No light, or no detail: a covered lens may be bright. Black of limited-range video is 16. */
function darkVerdict({ meanLuma, contrast }: CameraSignal): Verdict {
  return {
    ...offVerdict,
    isOn: contrast < 6 || (meanLuma < 28 && contrast < 12),
    isKept: contrast < 8 || (meanLuma < 34 && contrast < 15),
    certainty: margin(-contrast, -12, -1),
  };
}

/** The picture's edges no longer lie where they lay in the reference view. */
function movedVerdict({ viewCorrelation }: CameraSignal): Verdict {
  // Nothing to compare: neither moved nor back.
  if (viewCorrelation === null) return { ...offVerdict, isKept: true };
  return {
    ...offVerdict,
    isOn: viewCorrelation < 0.4,
    isKept: viewCorrelation < 0.6,
    certainty: margin(-viewCorrelation, -0.4, 0),
  };
}

/** Under 30 % of this camera's usual sharpness, or no fine detail at all; kept under half of it. */
function blurredVerdict(state: FaultState, { sharpness }: CameraSignal): Verdict {
  const usual = state.usualSharpness;
  const value = usual === null || usual.seenMs < learnMs ? 0 : usual.value;
  return {
    ...offVerdict,
    isOn: sharpness < Math.max(0.3 * value, 3),
    isKept: sharpness < Math.max(0.5 * value, 4),
    certainty: margin(-sharpness, -Math.max(0.3 * value, 3), 0),
  };
}

/**
 * Rain, snow, insects or a flickering lamp so strong that people and vehicles are missed.
 *
 * On PETS S2L1 and Lantern Square with rain and snow drawn over them, the detector loses 5 to 20 % of what it finds where the
 * restless share is 0.05, 15 to 40 % at 0.08; thinner rain is no fault. Clear pictures stay under 0.002: crowds, motorways,
 * leaves and noise among them. Of light, turns of a quarter of the mean brightness count (`Disturbance`), one a second or more.
 * What it cannot do: tell rain from snow or insects; see fog or drops that stay on the lens (blurred), rain too fine to
 * change a 1/160 of the picture, a lamp that lights less than half of it, or lamps that flicker faster than pictures are
 * analysed.
 */
function disturbedVerdict({ restlessShare, swingsPerS }: CameraSignal): Verdict {
  return {
    ...offVerdict,
    isOn: restlessShare > 0.05 || swingsPerS >= 1,
    isKept: restlessShare > 0.035 || swingsPerS >= 0.5,
    certainty: Math.max(margin(restlessShare, 0.05, 0.08), margin(swingsPerS, 1, 3)),
  };
}

/**
 * The stream's clock or the machine's own moved by a second or more within a minute, against a clock that nobody sets.
 *
 * A drift of 1.7 % or a jump is seen. What it cannot do: tell which of the two is right, notice a machine whose clock has
 * been wrong since before it started, or a camera's wrong time of day: alarms carry the machine's time, never the camera's.
 * A machine that slept, and a reader that falls behind its stream by seconds, look like a wrong clock: times are off then, too.
 */
function clockVerdict({ clockErrorMs }: CameraSignal): Verdict {
  const errorMs = clockErrorMs ?? 0;
  return {
    ...offVerdict,
    isOn: errorMs >= 1_000,
    isKept: errorMs >= 500,
    certainty: margin(errorMs, 1_000, 5_000),
  };
}

/**
 * The usual sharpness rises within minutes and sinks within hours: a scene that fills up or a lens that is cleaned is followed,
 * fog or a drifting focus is not taken for usual until long after it was told.
 */
function learnSharpness(state: FaultState, signal: CameraSignal, stepMs: number): void {
  const before = state.usualSharpness;
  if (before === null) {
    state.usualSharpness = { value: signal.sharpness, seenMs: 0 };
    return;
  }
  const isLearning = before.seenMs < learnMs;
  const tauMs = isLearning ? learnMs / 3 : signal.sharpness > before.value ? 5 * 60_000 : 2 * 3_600_000;
  const value = before.value + (signal.sharpness - before.value) * (1 - Math.exp(-stepMs / tauMs));
  state.usualSharpness = { value, seenMs: before.seenMs + stepMs };
}

/** 0.5 at the threshold, 0.95 at what is plainly a fault. */
function margin(value: number, threshold: number, plain: number): number {
  return 0.5 + 0.45 * Math.min(Math.max((value - threshold) / (plain - threshold), 0), 1);
}
