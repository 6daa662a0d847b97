/** A world of people on foot: who enters when, by which errand, between which walls. */
import type { FigureLook } from '../film/figure-look.ts';
import type { Random } from '../random.ts';
import type { Actor } from '../world/actor.ts';
import { type Leg, stepWalkers, type Walker, type Wall } from '../world/walkers.ts';
import { frameMs } from './scene.ts';

export type Entry = {
  readonly atMs: number;
  readonly from: { readonly x: number; readonly y: number };
  readonly legs: readonly Leg[];
  readonly look: FigureLook;
  readonly speedMps: number;
};

const substeps = 3;

/** Advances walkers frame by frame; ids count up from 1 in order of entry. */
export class CrowdWorld {
  readonly walkers: Walker[] = [];
  readonly #walls: readonly Wall[];
  readonly #entries: Entry[];
  readonly #random: Random;
  #nextId: number;
  #nowMs: number;

  /** @param startMs before 0 where the film should open on a scene already busy. */
  constructor(at: {
    walls: readonly Wall[];
    entries: readonly Entry[];
    random: Random;
    startMs: number;
    firstId?: number;
  }) {
    this.#walls = at.walls;
    this.#entries = [...at.entries].sort((a, b) => a.atMs - b.atMs);
    this.#random = at.random;
    this.#nowMs = at.startMs;
    this.#nextId = at.firstId ?? 1;
  }

  step(atMs: number): readonly Actor[] {
    while (this.#nowMs < atMs) {
      this.#nowMs += frameMs;
      this.#enter();
      for (let i = 0; i < substeps; i++)
        stepWalkers(this.walkers, this.#walls, this.#nowMs, frameMs / 1000 / substeps);
    }
    return this.walkers.map((walker) => ({
      kind: 'person',
      id: walker.id,
      x: walker.x,
      y: walker.y,
      heading: walker.heading,
      stride: walker.stride,
      stance: walker.stance,
      look: walker.look,
      heightM: walker.heightM,
    }));
  }

  #enter(): void {
    while (this.#entries[0] && this.#entries[0].atMs <= this.#nowMs) {
      const entry = this.#entries.shift()!;
      const first = entry.legs[0]!.to;
      const heading = Math.atan2(first.x - entry.from.x, first.y - entry.from.y);
      this.walkers.push({
        id: this.#nextId++,
        look: entry.look,
        heightM: Math.max(1.55, Math.min(1.92, 1.72 + 0.08 * this.#random.normal())),
        speedMps: entry.speedMps,
        legs: entry.legs,
        legIndex: 0,
        x: entry.from.x,
        y: entry.from.y,
        vx: Math.sin(heading) * entry.speedMps,
        vy: Math.cos(heading) * entry.speedMps,
        heading,
        stride: this.#random.between(0, 2 * Math.PI),
        stayedSinceMs: null,
        stance: 'walking',
      });
    }
  }
}
