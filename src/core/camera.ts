import type { Matrix3, Point } from './geometry.ts';
import type { Zone } from './zone.ts';

/** A pair that ties the picture to the ground. */
export type CalibrationPoint = {
  /** Fractions of the picture's width and height, 0..1. */
  readonly image: Point;
  /** Metres east and north of the camera's local origin. */
  readonly ground: Point;
  /** Made from a proposed ground, not measured: such points fit each other and confirm nothing. */
  readonly isProposed?: boolean | undefined;
};

export type Calibration = {
  readonly points: readonly CalibrationPoint[];
  /** Maps image fractions to ground metres. */
  readonly groundFromImage: Matrix3;
  /** Leave-one-out residual at each point, metres. */
  readonly residualsM: readonly number[];
  /** Median of `residualsM`. */
  readonly residualM: number;
};

/** Masking and resolution policy: what may be seen in the masked stream. */
export type MaskPolicy = {
  /** Longest side of the masked stream, pixels. */
  readonly maxSidePx: number;
  /** IEC 62676-4 pixel density used as a ceiling, pixels per metre at the nearest standing point. */
  readonly maxPxPerM: number;
};

export type Camera = {
  readonly id: string;
  readonly name: string;
  /** WGS 84 degrees, or null while nobody has placed it on the map. */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  /** Of the building, as on its floor plans: 0 is the street, below it negative. Null: in no building, or not known. */
  readonly level: number | null;
  readonly calibration: Calibration | null;
  readonly zones: readonly Zone[];
  /** Why this camera exists, in the words shown to the public. */
  readonly purpose: string;
  readonly isSimulated: boolean;
  readonly maskPolicy: MaskPolicy;
};

export const defaultMaskPolicy: MaskPolicy = { maxSidePx: 640, maxPxPerM: 62.5 };
