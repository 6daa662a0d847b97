/** Puts a vehicle's faces where it stands and lights them. */
import type { VehicleActor } from '../world/actor.ts';
import type { Point3 } from '../world/pinhole.ts';
import type { Rgb } from './figure-look.ts';
import type { LitFace } from './raster.ts';
import { type Face, facesOf, vehicleSizeM } from './vehicle.ts';

export type Light = {
  /** Towards the sun, unit length, ground axes. */
  readonly sun: Point3;
  /** Strength of the sun and of the sky, 0..1. */
  readonly direct: number;
  readonly ambient: number;
  /** Colour that paint and glass reflect from above. */
  readonly sky: Rgb;
  /** Lamps are lit. */
  readonly isDusk: boolean;
};

/** The vehicle's faces in ground metres with their colours under this light. */
export function litVehicle(actor: VehicleActor, light: Light): LitFace[] {
  const [s, c] = [Math.sin(actor.heading), Math.cos(actor.heading)];
  return facesOf(actor.look).map((face) => {
    const corners = face.corners.map(([x, y, z]) => ({
      x: actor.x + x * c + y * s,
      y: actor.y - x * s + y * c,
      z,
    }));
    return { corners, rgb: colourOf(face, corners, actor, light) };
  });
}

/** The dark patch under a vehicle, and its cast shadow when the sun shines: outer first. */
export function vehicleShadow(actor: VehicleActor, light: Light): Point3[][] {
  const size = vehicleSizeM[actor.look.model];
  const [s, c] = [Math.sin(actor.heading), Math.cos(actor.heading)];
  const reach =
    light.direct > 0.3 ? (size.height * 0.7) / Math.max(light.direct > 0.6 ? 0.25 : 0.4, light.sun.z) : 0;
  const shift = { x: -light.sun.x * reach, y: -light.sun.y * reach };
  const ring = (grow: number) =>
    (
      [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ] as const
    ).map(([i, j]) => {
      const x = i * (size.width / 2 + grow);
      const y = j * (size.length / 2 + grow);
      return { x: actor.x + x * c + y * s, y: actor.y - x * s + y * c, z: 0 };
    });
  const contact = ring(0.12);
  const cast = ring(-0.1);
  const moved = cast.map((p) => ({ x: p.x + shift.x, y: p.y + shift.y, z: 0 }));
  return reach > 0 ? [hull([...cast, ...moved]), contact] : [ring(0.35), contact];
}

function colourOf(face: Face, corners: readonly Point3[], actor: VehicleActor, light: Light): Rgb {
  if (face.finish === 'lamp-rear')
    return actor.isBraking ? [255, 58, 44] : light.isDusk ? [214, 34, 30] : face.colour;
  if (face.finish === 'lamp-turn') return actor.hazardLit ? [255, 184, 40] : face.colour;
  if (face.finish === 'lamp-front' && light.isDusk) return [255, 250, 226];
  const normal = outward(corners, actor);
  const sun = Math.max(0, normal.x * light.sun.x + normal.y * light.sun.y + normal.z * light.sun.z);
  const brightness = light.ambient * (0.72 + 0.28 * normal.z) + light.direct * sun;
  const sheen =
    face.finish === 'glass'
      ? 0.16 + 0.3 * Math.max(0, normal.z)
      : face.finish === 'paint'
        ? 0.14 * Math.max(0, normal.z)
        : 0;
  const mixed = (i: 0 | 1 | 2) =>
    Math.min(255, face.colour[i] * brightness * (1 - sheen) + light.sky[i] * sheen);
  return [mixed(0), mixed(1), mixed(2)];
}

function outward(corners: readonly Point3[], actor: VehicleActor): Point3 {
  const [a, b, c] = [corners[0]!, corners[1]!, corners[2]!];
  const u = { x: b.x - a.x, y: b.y - a.y, z: b.z - a.z };
  const v = { x: c.x - a.x, y: c.y - a.y, z: c.z - a.z };
  let n = { x: u.y * v.z - u.z * v.y, y: u.z * v.x - u.x * v.z, z: u.x * v.y - u.y * v.x };
  const long = Math.hypot(n.x, n.y, n.z) || 1;
  const isInward = n.x * (a.x - actor.x) + n.y * (a.y - actor.y) + n.z * (a.z - 0.7) < 0;
  const sign = isInward ? -1 / long : 1 / long;
  n = { x: n.x * sign, y: n.y * sign, z: n.z * sign };
  return n;
}

/** Convex hull on the ground (Andrew's monotone chain). */
function hull(points: readonly Point3[]): Point3[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list: readonly Point3[]) => {
    const kept: Point3[] = [];
    for (const p of list) {
      while (kept.length > 1) {
        const a = kept.at(-2)!;
        const b = kept.at(-1)!;
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break;
        kept.pop();
      }
      kept.push(p);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}
