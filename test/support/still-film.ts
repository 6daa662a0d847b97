/** A yard with paving and walls, seen at 5 pictures a second by the real analysis and scene; things stand in it as patches of brightness. */
import { type Camera, defaultMaskPolicy } from '../../src/core/camera.ts';
import type { Category, Detection } from '../../src/core/detection.ts';
import type { Box } from '../../src/core/geometry.ts';
import type { SituationChange } from '../../src/core/scene.ts';
import type { StillRegion } from '../../src/core/still-region.ts';
import type { Zone } from '../../src/core/zone.ts';
import { type AnalysedPicture, Analysis } from '../../src/ingest/analysis.ts';
import { CameraScene } from '../../src/ingest/camera-scene.ts';
import { DetectionWait } from '../../src/ingest/detection-wait.ts';
import type { Picture } from '../../src/ingest/picture.ts';
import { StageClock } from '../../src/ingest/stage-clock.ts';

export const filmSize = { widthPx: 640, heightPx: 360 };
export const frameMs = 200;
const startMs = 1_800_000_000_000;

/** Changes the brightness of the picture inside a box. `x`, `y` are pixels of the picture. */
export type Patch = { readonly box: Box; readonly luma: (before: number, x: number, y: number) => number };
/** What the detector sees. */
export type Seen = { readonly category: Category; readonly box: Box };
export type Moment = {
  readonly patches?: readonly Patch[];
  readonly seen?: readonly Seen[];
  /** The detector fails. */
  readonly isBlind?: boolean;
};

/** Something of one brightness. */
export function solid(box: Box, luma: number): Patch {
  return { box, luma: () => luma };
}

/** Somebody in dark clothes, with a lighter coat, who sways a little. */
export function somebody(box: Box, ms: number): Patch {
  const sway = Math.round(2 * Math.sin(ms / 700));
  return { box: { ...box, x: box.x + sway }, luma: (_, x, y) => (((x >> 3) + (y >> 4)) % 3 === 0 ? 70 : 35) };
}

/** Paving: slabs of slightly different brightness with darker joints; a wall with windows behind. */
function placeAt(x: number, y: number): number {
  if (y < 120) return x % 90 < 40 && y % 60 < 30 ? 170 : 120;
  const slab = ((x / 40) | 0) * 7 + ((y / 24) | 0) * 13;
  return x % 40 < 2 || y % 24 < 2 ? 92 : 108 + (slab % 5) * 3;
}

export class StillFilm {
  readonly told: SituationChange[] = [];
  /** When each was told, ms of the film. */
  readonly toldAtMs: number[] = [];
  atMs = 0;
  last: AnalysedPicture | null = null;
  readonly #analysis: Analysis;
  readonly #scene: CameraScene;
  #moment: Moment = {};

  constructor(zones: readonly Zone[] = []) {
    const camera: Camera = {
      id: 'yard',
      name: 'Yard',
      position: null,
      level: null,
      calibration: null,
      zones,
      purpose: '',
      isSimulated: true,
      maskPolicy: defaultMaskPolicy,
    };
    this.#scene = new CameraScene(camera);
    this.#analysis = new Analysis({
      camera,
      wait: new DetectionWait(async () => this.#detect(), Number.POSITIVE_INFINITY),
      countScore: { person: 0.3, bicycle: 0.3, vehicle: 0.3 },
      stages: new StageClock(),
      droppedShare: () => 0,
      clockErrorMs: () => null,
      tickMs: () => performance.now(),
    });
  }

  /** Plays on; `moment` is asked with the time of the film. */
  async play(seconds: number, moment: (ms: number) => Moment = () => ({})): Promise<readonly StillRegion[]> {
    for (let i = 0; i < (seconds * 1_000) / frameMs; i++) {
      this.atMs += frameMs;
      this.#moment = moment(this.atMs);
      this.last = await this.#analysis.take(pictureAt(this.atMs, this.#moment.patches ?? []));
      for (const change of this.#scene.advance(this.last).situations) {
        this.told.push(change);
        this.toldAtMs.push(this.atMs);
      }
    }
    return this.last?.still ?? [];
  }

  /** 'began left-object 41.2', in seconds of the film. */
  story(): string[] {
    return this.told.map(
      ({ phase, situation }, i) => `${phase} ${situation.kind} ${(this.toldAtMs[i]! / 1_000).toFixed(1)}`,
    );
  }

  async #detect(): Promise<readonly Detection[]> {
    if (this.#moment.isBlind === true) throw new Error('out of memory');
    return (this.#moment.seen ?? []).map(({ category, box }) => ({ category, box, score: 0.8 }));
  }
}

const place = Uint8Array.from({ length: filmSize.widthPx * filmSize.heightPx }, (_, i) =>
  placeAt(i % filmSize.widthPx, (i / filmSize.widthPx) | 0),
);

function pictureAt(atMs: number, patches: readonly Patch[]): Picture {
  const { widthPx, heightPx } = filmSize;
  const y = place.slice();
  for (const { box, luma } of patches) {
    const right = Math.min(widthPx, box.x + box.w);
    const bottom = Math.min(heightPx, box.y + box.h);
    for (let row = Math.max(0, box.y); row < bottom; row++) {
      for (let x = Math.max(0, box.x); x < right; x++) {
        const i = row * widthPx + x;
        y[i] = Math.min(255, Math.max(0, luma(y[i]!, x, row)));
      }
    }
  }
  // Sensor noise: two grey levels up or down, other in every picture.
  let s = (atMs * 2654435761) >>> 0 || 1;
  for (let i = 0; i < y.length; i++) {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    y[i] = Math.min(255, Math.max(0, y[i]! + ((s >>> 24) % 5) - 2));
  }
  const chroma = new Uint8Array(y.length / 4).fill(128);
  return {
    ...filmSize,
    atMs: startMs + atMs,
    runId: 'film',
    index: atMs / frameMs,
    toRgb: () => ({ r: new Uint8Array(0), g: new Uint8Array(0), b: new Uint8Array(0) }),
    toYuv420: () => ({ ...filmSize, y, u: chroma, v: chroma }),
    free: () => {},
  };
}
