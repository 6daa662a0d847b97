/** What stands or moves on the ground at one instant, as the film and the truth see it. Metres; heading clockwise from north, radians. */
import type { FigureLook, Rgb, Stance } from '../film/figure-look.ts';
import type { VehicleLook } from '../film/vehicle.ts';

export type PersonActor = {
  /** A bicycle is drawn with who rides it. */
  readonly kind: 'person' | 'bicycle';
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  /** Where in the walking cycle, radians. */
  readonly stride: number;
  readonly stance: Stance;
  readonly look: FigureLook;
  /** Standing height. */
  readonly heightM: number;
};

export type VehicleActor = {
  readonly kind: 'vehicle';
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly look: VehicleLook;
  readonly isBraking: boolean;
  readonly hazardLit: boolean;
};

/** What somebody sets down: a bag, a case, a sign. */
export type ThingActor = {
  readonly kind: 'object';
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
  readonly paint: Rgb;
};

export type Actor = PersonActor | VehicleActor | ThingActor;

/** One small world: advanced in fixed steps, then looked at. */
export type World = {
  /** Advances to `atMs` (a multiple of the step) and returns who is there. */
  step(atMs: number): readonly Actor[];
};
