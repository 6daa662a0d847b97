/** Draws a scene's frames one after another and notes what each truly shows. */
import type { Box } from '../../src/core/geometry.ts';
import { randomOf } from '../random.ts';
import { frameMs as cityFrameMs, heightPx, type Scene, widthPx } from '../scene/scene.ts';
import type { Actor, PersonActor, ThingActor, VehicleActor } from '../world/actor.ts';
import { type Pinhole, pinhole } from '../world/pinhole.ts';
import { Backdrop } from './backdrop.ts';
import { type Canvas, canvas, shade } from './canvas.ts';
import { FigureSprites, figurePxPerM } from './figure.ts';
import { shadeGround } from './ground-shade.ts';
import { burnLabel } from './label.ts';
import { litThing, thingShadow } from './lit-thing.ts';
import { litVehicle, vehicleShadow } from './lit-vehicle.ts';
import { Raster } from './raster.ts';
import { sensor } from './sensor.ts';
import { blit, type Sprite } from './sprite.ts';
import type { TruthBox, TruthFrame } from './truth.ts';

export type DrawnFrame = {
  /** Planar 4:2:0; valid until the next frame is drawn. */
  readonly yuv: Uint8Array;
  readonly truth: TruthFrame;
  readonly actors: readonly Actor[];
};

type Placed = { readonly depthM: number; readonly actor?: Actor; readonly prop?: Sprite };
type Seen = { readonly actor: Actor; readonly box: Box; readonly wholePx: number };

/** @param frames how many to draw; the scene's whole loop by default. */
export async function* renderScene(
  scene: Scene,
  seed: number,
  frames = Math.floor(scene.durationMs / (scene.frameMs ?? cityFrameMs)),
): AsyncGenerator<DrawnFrame> {
  const frameMs = scene.frameMs ?? cityFrameMs;
  const camera = pinhole(scene.camera);
  const painted = new Backdrop(camera);
  scene.drawBackdrop(painted);
  const background = await painted.rgb();
  const props: Placed[] = [];
  for (const prop of scene.props ?? []) {
    const on = new Backdrop(camera);
    prop.draw(on);
    props.push({ depthM: camera.see({ ...prop.at, z: 0 }).depth, prop: await on.overlay() });
  }
  const on = canvas(widthPx, heightPx);
  const raster = new Raster(on, camera);
  const sprites = new FigureSprites();
  const eye = sensor({ w: widthPx, h: heightPx, seed, noise: scene.noise });
  const world = scene.world(randomOf(seed, scene.id));
  for (let index = 0; index < frames; index++) {
    const atMs = index * frameMs;
    const actors = world.step(atMs);
    on.rgb.set(background);
    on.owners.fill(0);
    const boxes = drawActors({ on, camera, raster, sprites, props, scene }, actors);
    scene.air?.(on, { atMs, actors });
    burnLabel(on, `SIMULATED ${scene.name}`);
    yield { yuv: eye.expose(on, index), truth: { index, atMs, boxes }, actors };
  }
}

type Studio = {
  on: Canvas;
  camera: Pinhole;
  raster: Raster;
  sprites: FigureSprites;
  props: readonly Placed[];
  scene: Scene;
};

function drawActors(studio: Studio, actors: readonly Actor[]): TruthBox[] {
  const { on, camera, scene } = studio;
  for (const actor of actors) {
    if (isFigure(actor)) shadePerson(studio, actor);
    else if (actor.kind === 'object') shadeGround(on, camera, thingShadow(actor), 0.4);
    else {
      const [cast, contact] = vehicleShadow(actor, scene.light);
      shadeGround(on, camera, cast!, 0.3);
      shadeGround(on, camera, contact!, 0.42);
    }
  }
  const placed: Placed[] = actors.map((actor) => ({
    actor,
    depthM: camera.see({ x: actor.x, y: actor.y, z: 0 }).depth,
  }));
  placed.push(...studio.props);
  placed.sort((a, b) => b.depthM - a.depthM);
  const seen: Seen[] = [];
  for (const { actor, prop, depthM } of placed) {
    if (prop) blit(on, prop, { x: 0, y: 0, scale: 1, owner: 0 });
    if (!actor || depthM < (actor.kind === 'vehicle' ? -20 : 1)) continue;
    // Owners are numbered by order of drawing; 0 is the backdrop.
    const owner = seen.length + 1;
    const drawn = isFigure(actor) ? drawPerson(studio, actor, owner) : drawSolid(studio, actor, owner);
    if (drawn) seen.push(drawn);
  }
  return truthOf(on, seen);
}

function drawPerson({ on, camera, sprites }: Studio, actor: PersonActor, owner: number): Seen | null {
  const foot = camera.see({ x: actor.x, y: actor.y, z: 0 });
  const waist = camera.see({ x: actor.x, y: actor.y, z: actor.heightM / 2 });
  const spot = camera.project({ x: actor.x, y: actor.y, z: 0 });
  if (!spot || foot.depth < 1) return null;
  const awayM = Math.hypot(actor.x, actor.y);
  const sight = Math.atan2(actor.x, actor.y);
  const picture = sprites.of(actor.look, {
    stance: actor.stance,
    turn: actor.heading - sight,
    stride: actor.stride,
    elevation: Math.atan2(camera.heightM - actor.heightM / 2, awayM),
  });
  const scale = ((camera.focalPx / waist.depth) * (actor.heightM / 1.75)) / figurePxPerM;
  blit(on, picture, { x: spot.x, y: spot.y, scale, owner });
  const box = within(on, {
    x: spot.x + picture.bounds.x0 * scale,
    y: spot.y + picture.bounds.y0 * scale,
    w: (picture.bounds.x1 - picture.bounds.x0) * scale,
    h: (picture.bounds.y1 - picture.bounds.y0) * scale,
  });
  return box && { actor, box, wholePx: picture.areaPx * scale * scale };
}

function isFigure(actor: Actor): actor is PersonActor {
  return actor.kind === 'person' || actor.kind === 'bicycle';
}

function drawSolid({ raster, scene }: Studio, actor: VehicleActor | ThingActor, owner: number): Seen | null {
  const faces = actor.kind === 'object' ? litThing(actor, scene.light) : litVehicle(actor, scene.light);
  const drawn = raster.draw(faces, owner);
  return drawn && { actor, box: drawn.box, wholePx: drawn.areaPx / Math.max(0.01, drawn.insideShare) };
}

function shadePerson({ on, camera, scene }: Studio, actor: PersonActor): void {
  const spot = camera.project({ x: actor.x, y: actor.y, z: 0 });
  const depth = camera.see({ x: actor.x, y: actor.y, z: 0 }).depth;
  if (!spot || depth < 1) return;
  const pxPerM = camera.focalPx / depth;
  // A circle on the ground as the camera sees it.
  const flatness = camera.heightM / Math.hypot(camera.heightM, actor.x, actor.y);
  shade(on, { x: spot.x, y: spot.y, rx: 0.34 * pxPerM, ry: 0.3 * pxPerM * flatness, strength: 0.45 });
  if (scene.light.direct < 0.3) return;
  const { sun } = scene.light;
  // The body's shadow: soft discs one behind the other, towards where the head's would fall.
  const isHard = scene.light.direct > hardSun;
  const reach = (actor.heightM * 0.85) / Math.max(isHard ? 0.25 : 0.45, sun.z);
  const discs = isHard ? 9 : 4;
  for (let disc = 1; disc <= discs; disc++) {
    const part = disc / (discs + 1);
    const at = camera.project({ x: actor.x - sun.x * reach * part, y: actor.y - sun.y * reach * part, z: 0 });
    if (!at) continue;
    shade(on, {
      x: at.x,
      y: at.y,
      rx: 0.3 * pxPerM,
      ry: 0.3 * pxPerM * flatness,
      strength: isHard ? 0.36 : 0.2,
    });
  }
}

/** From this strength on, the sun casts hard shadows, as long as it stands low. */
const hardSun = 0.6;

/** Counts for everybody how much is still to be seen once all are drawn. */
function truthOf(on: Canvas, seen: readonly Seen[]): TruthBox[] {
  const counts = new Uint32Array(seen.length + 1);
  const { owners } = on;
  for (let i = 0; i < owners.length; i++) counts[owners[i]!]!++;
  return seen.flatMap(({ actor, box, wholePx }, i) =>
    // A tram hides what is behind it, but it is none of the three things the product looks for.
    // Nor is what somebody set down.
    actor.kind === 'object' || (actor.kind === 'vehicle' && actor.look.model === 'tram')
      ? []
      : [
          {
            id: actor.id,
            category: actor.kind,
            box: { x: round(box.x), y: round(box.y), w: round(box.w), h: round(box.h) },
            feet: { x: round(actor.x, 1000), y: round(actor.y, 1000) },
            visible: round(Math.min(1, counts[i + 1]! / Math.max(1, wholePx)), 1000),
          },
        ],
  );
}

function within(on: Canvas, box: Box): Box | null {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const w = Math.min(on.w, box.x + box.w) - x;
  const h = Math.min(on.h, box.y + box.h) - y;
  return w > 0 && h > 0 ? { x, y, w, h } : null;
}

function round(value: number, by = 100): number {
  return Math.round(value * by) / by;
}
