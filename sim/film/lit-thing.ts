/** Bags, cases and signs as small solids: a body that narrows a little upwards, darker at its foot, with a handle on top. */
import type { ThingActor } from '../world/actor.ts';
import type { Point3 } from '../world/pinhole.ts';
import type { Rgb } from './figure-look.ts';
import type { Light } from './lit-vehicle.ts';
import type { LitFace } from './raster.ts';

const topShare = 0.82;

/** Its faces in ground metres with their colours under this light. */
export function litThing(thing: ThingActor, light: Light): LitFace[] {
  const bodyM = thing.heightM * 0.9;
  const low = ring(thing, 1, 0.02);
  const middle = ring(thing, 0.97, bodyM * 0.35);
  const top = ring(thing, topShare, bodyM);
  const faces: LitFace[] = [];
  for (let i = 0; i < 4; i++) {
    const j = (i + 1) % 4;
    const normal = { x: low[i]!.x + low[j]!.x - 2 * thing.x, y: low[i]!.y + low[j]!.y - 2 * thing.y };
    const long = Math.hypot(normal.x, normal.y);
    const sun = Math.max(0, (normal.x * light.sun.x + normal.y * light.sun.y) / long);
    const bright = 0.8 * light.ambient + light.direct * sun;
    faces.push({
      corners: [low[i]!, low[j]!, middle[j]!, middle[i]!],
      rgb: toned(thing.paint, 0.8 * bright),
    });
    faces.push({ corners: [middle[i]!, middle[j]!, top[j]!, top[i]!], rgb: toned(thing.paint, bright) });
  }
  faces.push({ corners: top, rgb: toned(thing.paint, light.ambient + light.direct * light.sun.z) });
  const [handleLow, handleTop] = [ring(thing, 0.25, bodyM), ring(thing, 0.25, thing.heightM)];
  for (let i = 0; i < 4; i++) {
    const j = (i + 1) % 4;
    faces.push({ corners: [handleLow[i]!, handleLow[j]!, handleTop[j]!, handleTop[i]!], rgb: [34, 34, 36] });
  }
  return faces;
}

/** The dark patch on the ground around it. */
export function thingShadow(thing: ThingActor): Point3[] {
  return ring(thing, 1.25, 0);
}

function ring(thing: ThingActor, share: number, z: number): Point3[] {
  const [s, c] = [Math.sin(thing.heading), Math.cos(thing.heading)];
  return (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const
  ).map(([i, j]) => {
    const x = (i * share * thing.widthM) / 2;
    const y = (j * share * thing.lengthM) / 2;
    return { x: thing.x + x * c + y * s, y: thing.y - x * s + y * c, z };
  });
}

function toned([r, g, b]: Rgb, by: number): Rgb {
  return [Math.min(255, r * by), Math.min(255, g * by), Math.min(255, b * by)];
}
