/** One camera of the simulated city: where it looks, what stands there, who passes, and which rules watch it. */
import type { Point } from '../../src/core/geometry.ts';
import type { Rule } from '../../src/core/zone.ts';
import type { Backdrop } from '../film/backdrop.ts';
import type { Canvas } from '../film/canvas.ts';
import type { Light } from '../film/lit-vehicle.ts';
import type { Random } from '../random.ts';
import type { Actor, World } from '../world/actor.ts';
import type { PinholeOptions } from '../world/pinhole.ts';

/** A zone as it is measured out on the ground, metres. */
export type GroundZone = {
  readonly id: string;
  readonly name: string;
  readonly shape: 'area' | 'line';
  readonly points: readonly Point[];
  readonly direction: readonly [Point, Point] | null;
  readonly rules: readonly Rule[];
};

/** What stands between the place and the sensor: dusk, rain, a mast in the wind. Changes the drawn frame. */
export type Air = (on: Canvas, at: { readonly atMs: number; readonly actors: readonly Actor[] }) => void;

export type Scene = {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  /** Where the camera stands in the invented city, metres east and north of its middle. */
  readonly cityM: Point;
  readonly camera: PinholeOptions;
  readonly durationMs: number;
  readonly zones: readonly GroundZone[];
  readonly light: Light;
  readonly noise: number;
  /** From one frame to the next; that of the city's films by default. */
  readonly frameMs?: number;
  readonly air?: Air;
  drawBackdrop(on: Backdrop): void;
  /** Things people pass behind, each with the ground point that says what is behind it. */
  readonly props?: readonly { readonly at: Point; draw(on: Backdrop): void }[];
  world(random: Random): World;
};

export const framesPerSecond = 10;
export const frameMs = 1000 / framesPerSecond;
export const widthPx = 640;
export const heightPx = 360;
