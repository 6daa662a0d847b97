/** What truly stands or moves on the ground of a laboratory scenario. Metres and m/s, east and north of the camera's foot. */
import type { Category } from '../../src/core/detection.ts';

export type Body = {
  /** An object is what no detector of people and vehicles looks for: a bag, a sign. */
  readonly category: Category | 'object';
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
};

export type LabActor = {
  readonly id: number;
  readonly body: Body;
  /** Middle of its footprint. */
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  /** Unit vector of where its front points. */
  readonly hx: number;
  readonly hy: number;
};

/** Advanced in steps of 200 ms from 0. */
export type LabWorld = { step(atMs: number): readonly LabActor[] };

export const bodies = {
  person: { category: 'person', lengthM: 0.35, widthM: 0.5, heightM: 1.72 },
  bicycle: { category: 'bicycle', lengthM: 1.7, widthM: 0.5, heightM: 1.7 },
  car: { category: 'vehicle', lengthM: 4.3, widthM: 1.78, heightM: 1.48 },
  train: { category: 'vehicle', lengthM: 27, widthM: 2.6, heightM: 3.4 },
  bag: { category: 'object', lengthM: 0.5, widthM: 0.35, heightM: 0.5 },
  case: { category: 'object', lengthM: 0.45, widthM: 0.3, heightM: 0.75 },
  sign: { category: 'object', lengthM: 0.6, widthM: 0.5, heightM: 1.1 },
} as const satisfies Record<string, Body>;
