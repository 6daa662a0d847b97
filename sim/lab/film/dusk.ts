/** Dusk: little light, pools of it under the lamps, and lamps of vehicles that glare. */
import type { Canvas } from '../../film/canvas.ts';
import { vehicleSizeM } from '../../film/vehicle.ts';
import type { Air } from '../../scene/scene.ts';
import type { VehicleActor } from '../../world/actor.ts';
import type { Pinhole, Point3 } from '../../world/pinhole.ts';

/** Share of the day's light that is left, by colour: the sky is blue. */
const left = [0.3, 0.33, 0.4] as const;
/** A lamp adds so much at its foot, and half as much so many metres away. */
const lampLight = [0.42, 0.36, 0.24] as const;
const lampHalfM = 3.5;
/** What a black pixel reads: amplified noise. */
const black = 9;

export function dusk(eye: Pinhole, lamps: readonly Point3[]): Air {
  const light = lightMap(eye, lamps);
  return (on, { actors }) => {
    for (let i = 0; i < on.rgb.length; i++) on.rgb[i] = black + on.rgb[i]! * light[i]!;
    for (const actor of actors) if (actor.kind === 'vehicle') glare(on, eye, actor);
  };
}

/** For every pixel and colour its share of the day's light. What stands up is lit as the ground behind it. */
function lightMap(eye: Pinhole, lamps: readonly Point3[]): Float32Array {
  const { widthPx, heightPx, focalPx, axes } = eye;
  const map = new Float32Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const [a, b] = [(x + 0.5 - widthPx / 2) / focalPx, (heightPx / 2 - y - 0.5) / focalPx];
      const way = (k: 'x' | 'y' | 'z') => axes.forward[k] + a * axes.right[k] + b * axes.up[k];
      // The ground, or far away.
      const t = Math.min(way('z') < 0 ? -eye.heightM / way('z') : 200, 200);
      const [gx, gy] = [way('x') * t, way('y') * t];
      let near = 0;
      for (const lamp of lamps) near += 1 / (1 + ((gx - lamp.x) ** 2 + (gy - lamp.y) ** 2) / lampHalfM ** 2);
      const o = (y * widthPx + x) * 3;
      for (let c = 0; c < 3; c++) map[o + c] = left[c]! + lampLight[c]! * Math.min(1, near);
    }
  }
  return map;
}

/** How far the light of a lamp spreads in the lens, m: a mast stands above the cut-off of dipped beams, so it is not blinded. */
const dippedM = 0.45;
const rearM = 0.3;

function glare(on: Canvas, eye: Pinhole, { x, y, heading, look }: VehicleActor): void {
  const { length, width } = vehicleSizeM[look.model];
  const [s, c] = [Math.sin(heading), Math.cos(heading)];
  // Its front is turned to the camera when it drives towards the foot of the mast.
  const isFacing = x * s + y * c < 0;
  const along = (isFacing ? 0.5 : -0.5) * length;
  for (const side of [-0.36, 0.36]) {
    const at = { x: x + side * width * c + along * s, y: y - side * width * s + along * c, z: 0.65 };
    const spot = eye.project(at);
    const { depth } = eye.see(at);
    if (spot === null || depth < 2) continue;
    glow(on, { ...spot, r: ((isFacing ? dippedM : rearM) * eye.focalPx) / depth }, isFacing);
  }
}

function glow(on: Canvas, at: { x: number; y: number; r: number }, isWhite: boolean): void {
  const rgb = isWhite ? [240, 232, 205] : [150, 20, 16];
  for (let y = Math.max(0, Math.floor(at.y - at.r)); y <= Math.min(on.h - 1, at.y + at.r); y++) {
    for (let x = Math.max(0, Math.floor(at.x - at.r)); x <= Math.min(on.w - 1, at.x + at.r); x++) {
      const share = 1 - ((x + 0.5 - at.x) ** 2 + (y + 0.5 - at.y) ** 2) / at.r ** 2;
      if (share <= 0) continue;
      const o = (y * on.w + x) * 3;
      for (let c = 0; c < 3; c++) on.rgb[o + c] = on.rgb[o + c]! + rgb[c]! * share * share;
    }
  }
}
