import type { Category } from './detection.ts';
import type { Point } from './geometry.ts';

/** A part of the picture that matters, with the rules that watch it. Points are fractions of the picture, 0..1. */
export type Zone = {
  readonly id: string;
  readonly name: string;
  /** An area has 3 or more corners; a line has exactly 2 ends. */
  readonly shape: 'area' | 'line';
  readonly points: readonly Point[];
  /** The permitted direction of travel, from -> to, for wrong-way rules. For a line, 'in' is to the right of a -> b as seen in the picture. */
  readonly direction: readonly [Point, Point] | null;
  readonly rules: readonly Rule[];
};

/** Situation kinds a zone can be watched for. A closed list, shown to the public. */
export const zoneSituationKinds = [
  'crowding',
  'intrusion',
  'line-crossing',
  'wrong-way',
  'stopped-vehicle',
] as const;
export type ZoneSituationKind = (typeof zoneSituationKinds)[number];

/** Situation kinds of the camera itself: "not measuring" is an alarm, never silence. */
export const cameraFaultKinds = [
  'camera-lost',
  'camera-frozen',
  'camera-dark',
  'camera-moved',
  'camera-blurred',
  'camera-overloaded',
] as const;
export type CameraFaultKind = (typeof cameraFaultKinds)[number];

export type SituationKind = ZoneSituationKind | CameraFaultKind;

/** One rule of a zone: its kind and the parameters of that kind. Times in ms, lengths in m, speeds in m/s. */
export type Rule =
  | {
      readonly kind: 'crowding';
      /** People per square metre; used when the camera is calibrated. */
      readonly limitPerM2: number;
      /** People in the zone; used when it is not, or beside the density when set. */
      readonly limitCount: number | null;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      readonly kind: 'intrusion';
      readonly categories: readonly Category[];
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      readonly kind: 'line-crossing';
      readonly categories: readonly Category[];
      readonly direction: 'in' | 'out' | 'both';
    }
  | {
      readonly kind: 'wrong-way';
      readonly categories: readonly Category[];
      readonly minSpeedMps: number;
      readonly distanceM: number;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      readonly kind: 'stopped-vehicle';
      readonly maxSpeedMps: number;
      readonly holdMs: number;
      readonly clearMs: number;
      /** This many neighbours standing too is a queue, not a stopped vehicle. */
      readonly queueNeighbours: number;
    };

/** Field defaults; sources beside each situation's own file. */
export const defaultRules: { readonly [K in ZoneSituationKind]: Extract<Rule, { kind: K }> } = {
  crowding: { kind: 'crowding', limitPerM2: 1.08, limitCount: null, holdMs: 5_000, clearMs: 5_000 },
  intrusion: { kind: 'intrusion', categories: ['person', 'bicycle'], holdMs: 500, clearMs: 3_000 },
  'line-crossing': { kind: 'line-crossing', categories: ['person', 'bicycle', 'vehicle'], direction: 'both' },
  'wrong-way': {
    kind: 'wrong-way',
    categories: ['vehicle'],
    minSpeedMps: 2,
    distanceM: 15,
    holdMs: 2_000,
    clearMs: 5_000,
  },
  'stopped-vehicle': {
    kind: 'stopped-vehicle',
    maxSpeedMps: 0.5,
    holdMs: 10_000,
    clearMs: 5_000,
    queueNeighbours: 3,
  },
};
