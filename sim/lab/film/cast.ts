/** Gives the laboratory's bodies what a picture needs: clothes, paint, a step. By chance, and the same for one id all film long. */
import type { FigureLook, Rgb } from '../../film/figure-look.ts';
import { type VehicleLook, type VehicleModel, vehicleSizeM } from '../../film/vehicle.ts';
import { type Random, randomOf } from '../../random.ts';
import { somePaint, wardrobe } from '../../scene/cast.ts';
import type { Actor, World } from '../../world/actor.ts';
import type { LabActor, LabWorld } from '../actor.ts';

/** Slower than this one stands, m/s. */
const standingMps = 0.15;
/** A turn of the pedals carries a bicycle so far, m. */
const pedalledM = 4.5;
const clothes = 14;
const bagPaints: readonly Rgb[] = [
  [44, 46, 54],
  [122, 52, 44],
  [52, 70, 104],
  [96, 84, 60],
];
const signPaint: Rgb = [222, 186, 52];

type Part = {
  readonly look: FigureLook;
  readonly vehicle: VehicleLook;
  readonly paint: Rgb;
  readonly isOnPhone: boolean;
  stride: number;
  atMs: number;
};

/** The same world, as a film sees it. */
export function castOf(world: LabWorld, seed: number): World {
  const looks = wardrobe(randomOf(seed, 'clothes'), clothes);
  const parts = new Map<number, Part>();
  return {
    step(atMs) {
      return world.step(atMs).map((actor) => {
        let part = parts.get(actor.id);
        if (part === undefined) {
          part = newPart(actor, randomOf(seed, `part ${actor.id}`), looks, atMs);
          parts.set(actor.id, part);
        }
        part.stride += strideOf(actor, (atMs - part.atMs) / 1000);
        part.atMs = atMs;
        return dressed(actor, part, atMs);
      });
    },
  };
}

function newPart(actor: LabActor, random: Random, looks: readonly FigureLook[], atMs: number): Part {
  return {
    look: random.pick(looks),
    vehicle: { model: modelOf(actor.body.lengthM), paint: somePaint(random) },
    paint: actor.body.heightM > 1 ? signPaint : random.pick(bagPaints),
    isOnPhone: random.next() < 0.25,
    stride: random.between(0, 2 * Math.PI),
    atMs,
  };
}

/** Radians of the walking or pedalling cycle gone through. Steps grow with speed, as those of the city's walkers do. */
function strideOf({ body, vx, vy }: LabActor, seconds: number): number {
  const speedMps = Math.hypot(vx, vy);
  if (body.category === 'bicycle') return (2 * Math.PI * speedMps * seconds) / pedalledM;
  return (Math.PI * speedMps * seconds) / (0.35 + 0.3 * Math.sqrt(speedMps));
}

function dressed(actor: LabActor, part: Part, atMs: number): Actor {
  const { id, x, y, vx, vy, body } = actor;
  const speedMps = Math.hypot(vx, vy);
  const at = { id, x, y, heading: Math.atan2(actor.hx, actor.hy) };
  switch (body.category) {
    case 'person': {
      const still = part.isOnPhone ? 'phone' : 'standing';
      const stance = speedMps < standingMps ? still : 'walking';
      return { ...at, kind: 'person', stride: part.stride, stance, look: part.look, heightM: body.heightM };
    }
    case 'bicycle':
      return {
        ...at,
        kind: 'bicycle',
        stride: part.stride,
        stance: 'riding',
        look: part.look,
        heightM: body.heightM,
      };
    case 'vehicle':
      return {
        ...at,
        kind: 'vehicle',
        look: part.vehicle,
        isBraking: speedMps < 0.2,
        hazardLit: speedMps < 0.2 && Math.floor(atMs / 333) % 2 === 0 && part.isOnPhone,
      };
    case 'object': {
      const { lengthM, widthM, heightM } = body;
      return { ...at, kind: 'object', lengthM, widthM, heightM, paint: part.paint };
    }
  }
}

function modelOf(lengthM: number): VehicleModel {
  const models = Object.keys(vehicleSizeM) as VehicleModel[];
  const off = (model: VehicleModel) => Math.abs(vehicleSizeM[model].length - lengthM);
  return models.reduce((best, model) => (off(model) < off(best) ? model : best));
}
