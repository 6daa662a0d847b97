/**
 * Vehicles that follow one another along lanes: the Intelligent Driver Model.
 * @see Treiber, Hennecke & Helbing 2000, "Congested traffic states in empirical observations and
 *   microscopic simulations", doi:10.1103/PhysRevE.62.1805
 */
import type { VehicleLook } from '../film/vehicle.ts';
import type { LanePath } from './lane-path.ts';

const headwayS = 1.3;
const minimumGapM = 2.2;
const accelerationMps2 = 1.6;
const brakingMps2 = 2.2;
const exponent = 4;

/** What a vehicle was told to do beside following: stand somewhere for a while. */
export type Halt = {
  readonly atM: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly hazard: boolean;
};

export type Vehicle = {
  readonly id: number;
  readonly look: VehicleLook;
  readonly lengthM: number;
  readonly wishMps: number;
  readonly lane: LanePath;
  /** Front bumper's way along the lane. */
  alongM: number;
  speedMps: number;
  accelerationMps2: number;
  readonly halt: Halt | null;
};

/** Where a lane is shut just now (a give-way line, a red light): way along it, or null when open. */
export type Gate = (vehicle: Vehicle) => number | null;

/** Advances all vehicles by `dtS`; those past their lane's end are removed. */
export function stepTraffic(vehicles: Vehicle[], gate: Gate, nowMs: number, dtS: number): void {
  for (const vehicle of vehicles) {
    vehicle.accelerationMps2 = accelerationOf(vehicle, vehicles, gate, nowMs);
  }
  for (const vehicle of vehicles) {
    const next = Math.max(0, vehicle.speedMps + vehicle.accelerationMps2 * dtS);
    vehicle.alongM += ((vehicle.speedMps + next) / 2) * dtS;
    vehicle.speedMps = next;
  }
  for (let i = vehicles.length - 1; i >= 0; i--) {
    const vehicle = vehicles[i]!;
    if (vehicle.alongM - vehicle.lengthM > vehicle.lane.lengthM) vehicles.splice(i, 1);
  }
}

function accelerationOf(vehicle: Vehicle, all: readonly Vehicle[], gate: Gate, nowMs: number): number {
  let gapM = Number.POSITIVE_INFINITY;
  let leaderMps = 0;
  for (const other of all) {
    if (other === vehicle || other.lane !== vehicle.lane || other.alongM <= vehicle.alongM) continue;
    const gap = other.alongM - other.lengthM - vehicle.alongM;
    if (gap < gapM) {
      gapM = gap;
      leaderMps = other.speedMps;
    }
  }
  const stops = [gate(vehicle), haltOf(vehicle, nowMs)];
  for (const stop of stops) {
    // A stop line just passed no longer holds.
    if (stop === null || stop < vehicle.alongM - 0.5) continue;
    const gap = stop - vehicle.alongM + minimumGapM;
    if (gap < gapM) {
      gapM = gap;
      leaderMps = 0;
    }
  }
  return follow({ speedMps: vehicle.speedMps, wishMps: vehicle.wishMps, gapM, leaderMps });
}

function haltOf(vehicle: Vehicle, nowMs: number): number | null {
  const halt = vehicle.halt;
  return halt && nowMs < halt.untilMs ? halt.atM : null;
}

/** The model's acceleration, m/s2; braking is bounded at 8, as tyres are. */
export function follow(at: {
  readonly speedMps: number;
  readonly wishMps: number;
  readonly gapM: number;
  readonly leaderMps: number;
}): number {
  const free = 1 - (at.speedMps / at.wishMps) ** exponent;
  if (!Number.isFinite(at.gapM)) return accelerationMps2 * free;
  const closing = at.speedMps * (at.speedMps - at.leaderMps);
  const wishedGapM =
    minimumGapM +
    Math.max(0, at.speedMps * headwayS + closing / (2 * Math.sqrt(accelerationMps2 * brakingMps2)));
  const push = (wishedGapM / Math.max(0.1, at.gapM)) ** 2;
  return Math.max(-8, accelerationMps2 * (free - push));
}
