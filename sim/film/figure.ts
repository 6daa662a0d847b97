/**
 * Walking people, drawn by us and like nobody: a figure of tapered capsules, lit from one side, seen from
 * the camera's direction. Each pose is drawn once and kept as a sprite at three sizes.
 */
import type { FigureLook, Rgb, Stance } from './figure-look.ts';
import { bodyParts, type Part } from './figure-pose.ts';
import { riderParts } from './rider-pose.ts';
import { type Sprite, sprite } from './sprite.ts';

/** How a figure is turned to the camera. */
export type FigureView = {
  readonly stance: Stance;
  /** Heading relative to the line of sight, radians: 0 walks away, pi towards the camera. */
  readonly turn: number;
  readonly stride: number;
  /** The camera looks down at it by this angle, radians. */
  readonly elevation: number;
};

/** Sprite pixels per metre of the tallest copy. */
export const figurePxPerM = 76;
const turns = 20;
const phases = 12;
const elevationStepRad = (5 * Math.PI) / 180;
const supersample = 2;
const figureHeightM = 1.75;

export class FigureSprites {
  readonly #made = new Map<string, Sprite>();
  readonly #keys = new Map<FigureLook, number>();
  readonly #pxPerM: number;

  constructor(pxPerM = figurePxPerM) {
    this.#pxPerM = pxPerM;
  }

  /** The nearest drawn pose; height 1.75 m, the anchor between its feet. */
  of(look: FigureLook, view: FigureView): Sprite {
    let lookKey = this.#keys.get(look);
    if (lookKey === undefined) {
      lookKey = this.#keys.size;
      this.#keys.set(look, lookKey);
    }
    const turn = mod(Math.round((view.turn / (2 * Math.PI)) * turns), turns);
    const phase =
      view.stance === 'walking' || view.stance === 'riding'
        ? mod(Math.round((view.stride / (2 * Math.PI)) * phases), phases)
        : 0;
    const elevation = Math.round(view.elevation / elevationStepRad);
    const key = `${lookKey}/${view.stance}/${turn}/${phase}/${elevation}`;
    let made = this.#made.get(key);
    if (!made) {
      made = drawFigure(look, this.#pxPerM, {
        stance: view.stance,
        turn: (turn / turns) * 2 * Math.PI,
        stride: (phase / phases) * 2 * Math.PI,
        elevation: elevation * elevationStepRad,
      });
      this.#made.set(key, made);
    }
    return made;
  }
}

function mod(a: number, n: number): number {
  return ((a % n) + n) % n;
}

/** Room around the origin, metres: a stride and a swinging arm fit. */
const roomM = { side: 0.62, above: figureHeightM + 0.15, below: 0.42 };
/** Two wheels, one before the other, take more. */
const ridingRoomM = { side: 0.98, above: figureHeightM + 0.45, below: 0.75 };

function drawFigure(look: FigureLook, pxPerM: number, view: FigureView): Sprite {
  const scale = pxPerM * supersample;
  const room = view.stance === 'riding' ? ridingRoomM : roomM;
  const w = Math.ceil(room.side * 2 * pxPerM) * supersample;
  const h = Math.ceil((room.above + room.below) * pxPerM) * supersample;
  const originX = w / 2;
  const originY = Math.ceil(room.above * pxPerM) * supersample;
  const depth = new Float32Array(w * h).fill(1e9);
  const rgb = new Uint8ClampedArray(w * h * 4);
  const seen = viewer(view);
  const parts =
    view.stance === 'riding' ? riderParts(view.stride) : bodyParts(look.build, view.stance, view.stride);
  for (const part of parts) {
    drawPart(part, { w, h, originX, originY, scale, depth, rgb, look, seen });
  }
  return sprite({
    w,
    h,
    rgba: rgb,
    supersample,
    anchorX: originX / supersample,
    anchorY: originY / supersample,
  });
}

type Viewer = (p: readonly [number, number, number]) => { x: number; up: number; depth: number };

function viewer({ turn, elevation }: FigureView): Viewer {
  const [st, ct, se, ce] = [Math.sin(turn), Math.cos(turn), Math.sin(elevation), Math.cos(elevation)];
  return ([x, y, z]) => {
    const across = x * ct + y * st;
    const away = -x * st + y * ct;
    return { x: across, up: z * ce + away * se, depth: away * ce - z * se };
  };
}

type Sheet = {
  w: number;
  h: number;
  originX: number;
  originY: number;
  scale: number;
  depth: Float32Array;
  rgb: Uint8ClampedArray;
  look: FigureLook;
  seen: Viewer;
};

/** One tapered capsule: for each pixel near its axis the depth and the normal of the surface, then its light. */
function drawPart(part: Part, sheet: Sheet): void {
  const { w, h, originX, originY, scale, depth, rgb, look, seen } = sheet;
  const a = seen(part.from);
  const b = seen(part.to);
  const most = Math.max(part.fromRadius, part.toRadius);
  const x0 = Math.max(0, Math.floor(originX + (Math.min(a.x, b.x) - most) * scale));
  const x1 = Math.min(w - 1, Math.ceil(originX + (Math.max(a.x, b.x) + most) * scale));
  const y0 = Math.max(0, Math.floor(originY - (Math.max(a.up, b.up) + most) * scale));
  const y1 = Math.min(h - 1, Math.ceil(originY - (Math.min(a.up, b.up) - most) * scale));
  const dx = b.x - a.x;
  const du = b.up - a.up;
  const long2 = dx * dx + du * du || 1e-9;
  const colour = look.colours[part.material];
  for (let py = y0; py <= y1; py++) {
    const up = (originY - py - 0.5) / scale;
    for (let px = x0; px <= x1; px++) {
      const x = (px + 0.5 - originX) / scale;
      const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (up - a.up) * du) / long2));
      const radius = part.fromRadius + (part.toRadius - part.fromRadius) * t;
      const nx = (x - a.x - dx * t) / radius;
      const nu = (up - a.up - du * t) / radius;
      const flat2 = nx * nx + nu * nu;
      if (flat2 >= 1) continue;
      const nz = Math.sqrt(1 - flat2);
      const z = a.depth + (b.depth - a.depth) * t - radius * nz;
      const at = py * w + px;
      if (z >= depth[at]!) continue;
      depth[at] = z;
      // Key light from the upper left, sky from above, and darker rims so that the figure stands out.
      const key = Math.max(0, -0.52 * nx + 0.6 * nu + 0.6 * nz);
      const light = (0.47 + 0.58 * key + 0.12 * nu) * (0.62 + 0.38 * nz);
      // Folds: cloth is never one flat tone.
      const fold =
        part.material === 'skin'
          ? 1
          : 1 + 0.2 * Math.sin((py * 27 + px * 9) / scale) * Math.sin((px * 16 - py * 8) / scale + 1);
      let tint: Rgb = [colour[0] * fold, colour[1] * fold, colour[2] * fold];
      if (part.material === 'top' && part.chest) tint = chestTint(part, { t, nx, nz }, sheet, tint);
      rgb[at * 4] = tint[0] * light;
      rgb[at * 4 + 1] = tint[1] * light;
      rgb[at * 4 + 2] = tint[2] * light;
      rgb[at * 4 + 3] = 255;
    }
  }
}

const black: Rgb = [12, 12, 12];
const white: Rgb = [255, 255, 255];

/** The open jacket's shirt, or the planted pattern, on the front of the chest. */
function chestTint(part: Part, at: { t: number; nx: number; nz: number }, sheet: Sheet, colour: Rgb): Rgb {
  // The chest's forward direction as the camera sees it.
  const origin = sheet.seen([0, 0, 0]);
  const ahead = sheet.seen([0, 1, 0]);
  const side = sheet.seen([1, 0, 0]);
  const facing = -(ahead.depth - origin.depth);
  const front = (ahead.x - origin.x) * at.nx + facing * at.nz;
  const across = (side.x - origin.x) * at.nx - (side.depth - origin.depth) * at.nz;
  if (front < 0.25) return colour;
  const pattern = sheet.look.pattern;
  if (pattern) {
    const rows = pattern.length;
    const columns = pattern[0]!.length;
    const u = (across + 0.85) / 1.7;
    if (u < 0 || u >= 1) return colour;
    return pattern[rows - 1 - Math.min(rows - 1, Math.floor(at.t * rows))]![Math.floor(u * columns)]! > 0
      ? black
      : white;
  }
  return Math.abs(across) < (part.chest === 'open' ? 0.22 : 0.06) ? sheet.look.colours.shirt : colour;
}
