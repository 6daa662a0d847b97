/** A world of vehicles on lanes: who enters which lane when. */

import { type VehicleLook, vehicleSizeM } from '../film/vehicle.ts';
import type { Random } from '../random.ts';
import type { Actor } from '../world/actor.ts';
import type { LanePath } from '../world/lane-path.ts';
import { type Gate, type Halt, stepTraffic, type Vehicle } from '../world/traffic.ts';
import { frameMs } from './scene.ts';

export type RoadEntry = {
  readonly atMs: number;
  readonly lane: LanePath;
  readonly look: VehicleLook;
  readonly speedMps: number;
  readonly halt?: Halt;
};

const substeps = 2;

/** Advances vehicles frame by frame. One that finds no room at its lane's start waits its turn outside. */
export class RoadWorld {
  readonly vehicles: Vehicle[] = [];
  readonly #entries: RoadEntry[];
  readonly #gate: Gate;
  #nowMs: number;
  #nextId: number;

  constructor(at: { entries: readonly RoadEntry[]; startMs: number; firstId: number; gate?: Gate }) {
    this.#entries = [...at.entries].sort((a, b) => a.atMs - b.atMs);
    this.#nowMs = at.startMs;
    this.#nextId = at.firstId;
    this.#gate = at.gate ?? (() => null);
  }

  step(atMs: number): readonly Actor[] {
    while (this.#nowMs < atMs) {
      this.#nowMs += frameMs;
      this.#enter();
      for (let i = 0; i < substeps; i++)
        stepTraffic(this.vehicles, this.#gate, this.#nowMs, frameMs / 1000 / substeps);
    }
    return this.vehicles.map((vehicle) => {
      const at = vehicle.lane.at(vehicle.alongM - vehicle.lengthM / 2);
      const isHalted =
        vehicle.halt?.hazard === true &&
        this.#nowMs >= vehicle.halt.fromMs &&
        this.#nowMs < vehicle.halt.untilMs;
      return {
        kind: 'vehicle',
        id: vehicle.id,
        ...at,
        look: vehicle.look,
        isBraking: vehicle.accelerationMps2 < -0.6 || vehicle.speedMps < 0.2,
        // Indicators flash at 1.5 Hz.
        hazardLit: isHalted && vehicle.speedMps < 4 && Math.floor(this.#nowMs / 333) % 2 === 0,
      };
    });
  }

  #enter(): void {
    for (let i = 0; i < this.#entries.length && this.#entries[i]!.atMs <= this.#nowMs; ) {
      const entry = this.#entries[i]!;
      const lengthM = vehicleSizeM[entry.look.model].length;
      const last = this.vehicles
        .filter((vehicle) => vehicle.lane === entry.lane)
        .map((v) => v.alongM - v.lengthM);
      if (last.some((rear) => rear < 6 + entry.speedMps * 1.2)) {
        i++;
        continue;
      }
      this.#entries.splice(i, 1);
      this.vehicles.push({
        id: this.#nextId++,
        look: entry.look,
        lengthM,
        wishMps: entry.speedMps,
        lane: entry.lane,
        alongM: 0,
        speedMps: entry.speedMps,
        accelerationMps2: 0,
        halt: entry.halt ?? null,
      });
    }
  }
}

/** Entries of one lane at uneven gaps; `isShut` keeps the lane clear for a while. */
export function flowOn(
  random: Random,
  at: {
    readonly lane: LanePath;
    readonly fromMs: number;
    readonly toMs: number;
    readonly gapMs: readonly [number, number];
    readonly speedMps: readonly [number, number];
    readonly look: () => VehicleLook;
    readonly isShut?: (ms: number) => boolean;
  },
): RoadEntry[] {
  const list: RoadEntry[] = [];
  for (let ms = at.fromMs + random.between(0, at.gapMs[1]); ms < at.toMs; ms += random.between(...at.gapMs)) {
    const look = at.look();
    const speedMps = random.between(...at.speedMps);
    if (!at.isShut?.(ms)) list.push({ atMs: ms, lane: at.lane, look, speedMps });
  }
  return list;
}
