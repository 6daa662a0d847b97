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
  'pressure',
  'counter-flow',
  'dispersal',
  'queue',
  'loitering',
  'intrusion',
  'person-on-track',
  'pedestrian-on-carriageway',
  'line-crossing',
  'wrong-way',
  'stopped-vehicle',
  'slow-traffic',
  'traffic-queue',
  'left-object',
  'removed-object',
] as const;
export type ZoneSituationKind = (typeof zoneSituationKinds)[number];

/** Situation kinds of the camera itself: "not measuring" is an alarm, never silence. */
export const cameraFaultKinds = [
  'camera-lost',
  'camera-frozen',
  'camera-dark',
  'camera-moved',
  'camera-blurred',
  'camera-disturbed',
  'camera-out-of-range',
  'camera-clock-off',
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
    }
  | {
      readonly kind: 'pressure';
      /** Density times the variance of velocity, 1/s2. */
      readonly limitPerS2: number;
      /** Never alone: only above this density, people per square metre. */
      readonly minPerM2: number;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      readonly kind: 'counter-flow';
      /** Share of those who walk the other way, 0 to 0.5. */
      readonly minIndex: number;
      /** With fewer walkers there is no flow to speak of. */
      readonly minPeople: number;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      readonly kind: 'dispersal';
      readonly minPeople: number;
      /** Mean speed of those who run. */
      readonly minSpeedMps: number;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      /** People who wait in line; the tip of the zone's arrow is where they are served. */
      readonly kind: 'queue';
      readonly maxLengthM: number | null;
      readonly maxWaitMs: number | null;
      /** Slower than this is waiting. */
      readonly maxSpeedMps: number;
      /** The next in line stands within this. */
      readonly gapM: number;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      /** Somebody has stayed in a closed place for `holdMs`. */
      readonly kind: 'loitering';
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | { readonly kind: 'person-on-track'; readonly holdMs: number; readonly clearMs: number }
  | {
      readonly kind: 'pedestrian-on-carriageway';
      readonly categories: readonly Category[];
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      readonly kind: 'slow-traffic';
      /** Speed of free traffic; null: learned from the zone's own free hours. */
      readonly freeFlowMps: number | null;
      /** Slow is below this share of it, 0 to 1. */
      readonly share: number;
      readonly minVehicles: number;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      readonly kind: 'traffic-queue';
      readonly minVehicles: number;
      readonly maxSpeedMps: number;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | {
      readonly kind: 'left-object';
      /** Unattended when nobody is nearer than this; null: when nobody is in the zone. */
      readonly ownerDistanceM: number | null;
      readonly holdMs: number;
      readonly clearMs: number;
    }
  | { readonly kind: 'removed-object'; readonly holdMs: number; readonly clearMs: number };

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
  pressure: { kind: 'pressure', limitPerS2: 0.02, minPerM2: 1.5, holdMs: 5_000, clearMs: 10_000 },
  'counter-flow': { kind: 'counter-flow', minIndex: 0.2, minPeople: 8, holdMs: 10_000, clearMs: 10_000 },
  dispersal: { kind: 'dispersal', minPeople: 5, minSpeedMps: 2, holdMs: 1_000, clearMs: 5_000 },
  queue: {
    kind: 'queue',
    maxLengthM: 15,
    maxWaitMs: null,
    maxSpeedMps: 0.4,
    gapM: 1.5,
    holdMs: 10_000,
    clearMs: 20_000,
  },
  loitering: { kind: 'loitering', holdMs: 120_000, clearMs: 5_000 },
  'person-on-track': { kind: 'person-on-track', holdMs: 500, clearMs: 3_000 },
  'pedestrian-on-carriageway': {
    kind: 'pedestrian-on-carriageway',
    categories: ['person', 'bicycle'],
    holdMs: 1_500,
    clearMs: 3_000,
  },
  'slow-traffic': {
    kind: 'slow-traffic',
    freeFlowMps: null,
    share: 0.5,
    minVehicles: 3,
    holdMs: 60_000,
    clearMs: 30_000,
  },
  'traffic-queue': {
    kind: 'traffic-queue',
    minVehicles: 5,
    maxSpeedMps: 2.8,
    holdMs: 8_000,
    clearMs: 15_000,
  },
  'left-object': { kind: 'left-object', ownerDistanceM: 3, holdMs: 30_000, clearMs: 5_000 },
  'removed-object': { kind: 'removed-object', holdMs: 30_000, clearMs: 5_000 },
};
