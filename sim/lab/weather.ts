/** What light and weather do to a camera: to its detector, its picture and its signal. */
import type { CameraSignal } from '../../src/core/camera-signal.ts';
import type { Random } from '../random.ts';
import type { Condition } from './scenario.ts';

/** Factors on the detector of a clear day, and the picture's own figures. Ours, chosen; only those of the day are measured. */
export type Weather = {
  readonly recall: number;
  /** False boxes come so many times as often. */
  readonly falseBoxes: number;
  /** Boxes are so many times as uneasy. */
  readonly jitter: number;
  /** A shadow lengthens boxes sideways by this share. */
  readonly shadow: number;
  /** Standard deviation of the camera's own shaking, pixels. */
  readonly shakePx: number;
  readonly meanLuma: number;
  readonly contrast: number;
  readonly sharpness: number;
  readonly changedShare: number;
  readonly viewCorrelation: number;
  readonly restlessShare: number;
};

const day: Weather = {
  recall: 1,
  falseBoxes: 1,
  jitter: 1,
  shadow: 0,
  shakePx: 0,
  meanLuma: 118,
  contrast: 46,
  sharpness: 240,
  changedShare: 0.012,
  viewCorrelation: 0.96,
  restlessShare: 0.005,
};

export const weathers: { readonly [K in Condition]: Weather } = {
  day,
  dusk: {
    ...day,
    recall: 0.92,
    falseBoxes: 1.3,
    jitter: 1.15,
    meanLuma: 58,
    contrast: 27,
    sharpness: 130,
    viewCorrelation: 0.9,
  },
  rain: {
    ...day,
    recall: 0.93,
    falseBoxes: 1.8,
    jitter: 1.15,
    meanLuma: 96,
    contrast: 34,
    sharpness: 170,
    changedShare: 0.04,
    viewCorrelation: 0.88,
    // Rain that is seen and does not yet blind.
    restlessShare: 0.04,
  },
  shadows: { ...day, falseBoxes: 1.6, jitter: 1.1, shadow: 0.15, contrast: 58, changedShare: 0.03 },
  shake: { ...day, recall: 0.97, shakePx: 2, sharpness: 200, changedShare: 0.1, viewCorrelation: 0.8 },
};

/** The picture's statistics, uneasy with sensor noise as a live picture's are. */
export function signalOf(weather: Weather, random: Random, atMs: number): CameraSignal {
  const noisy = (value: number, share: number) => value * (1 + share * (2 * random.next() - 1));
  return {
    atMs,
    isConnected: true,
    meanLuma: noisy(weather.meanLuma, 0.01),
    contrast: noisy(weather.contrast, 0.01),
    sharpness: noisy(weather.sharpness, 0.03),
    changedShare: noisy(weather.changedShare, 0.5),
    viewCorrelation: noisy(weather.viewCorrelation, 0.02),
    droppedShare: 0,
    restlessShare: noisy(weather.restlessShare, 0.3),
    swingsPerS: 0,
    clockErrorMs: null,
  };
}
