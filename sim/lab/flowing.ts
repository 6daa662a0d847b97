/** Actors that react to one another: the city's social-force walkers and its following vehicles, as a laboratory world. */
import { vehicleSizeM } from '../film/vehicle.ts';
import type { Random } from '../random.ts';
import { someLook, someVehicle } from '../scene/cast.ts';
import { CrowdWorld, type Entry } from '../scene/crowd-world.ts';
import { type RoadEntry, RoadWorld } from '../scene/road-world.ts';
import type { Gate } from '../world/traffic.ts';
import type { Wall } from '../world/walkers.ts';
import { bodies, type LabWorld } from './actor.ts';

const crowdIds = 1_000;
const roadIds = 5_000;

export type CrowdEntry = Omit<Entry, 'look'>;

/** Walkers who give way to each other. */
export function crowd(
  random: Random,
  entries: readonly CrowdEntry[],
  at: { readonly walls?: readonly Wall[]; readonly startMs?: number; readonly firstId?: number } = {},
): LabWorld {
  const look = someLook(random);
  const world = new CrowdWorld({
    walls: at.walls ?? [],
    entries: entries.map((entry) => ({ ...entry, look })),
    random,
    startMs: at.startMs ?? 0,
    firstId: at.firstId ?? crowdIds,
  });
  return {
    step(atMs) {
      world.step(atMs);
      return world.walkers.map((w) => ({
        id: w.id,
        body: { ...bodies.person, heightM: w.heightM },
        x: w.x,
        y: w.y,
        vx: w.vx,
        vy: w.vy,
        hx: Math.sin(w.heading),
        hy: Math.cos(w.heading),
      }));
    },
  };
}

export type TrafficEntry = Omit<RoadEntry, 'look'>;

/** Vehicles that follow each other along lanes. */
export function traffic(
  random: Random,
  entries: readonly TrafficEntry[],
  at: { readonly gate?: Gate; readonly startMs?: number; readonly firstId?: number } = {},
): LabWorld {
  // One in six is a van, as on British roads (Department for Transport, road traffic estimates 2023).
  const models = ['saloon', 'hatchback', 'saloon', 'hatchback', 'saloon', 'van'] as const;
  const world = new RoadWorld({
    entries: entries.map((entry) => ({ ...entry, look: someVehicle(random, models) })),
    startMs: at.startMs ?? 0,
    firstId: at.firstId ?? roadIds,
    ...(at.gate === undefined ? {} : { gate: at.gate }),
  });
  return {
    step(atMs) {
      world.step(atMs);
      return world.vehicles.map((v) => {
        const { length, width, height } = vehicleSizeM[v.look.model];
        const at = v.lane.at(v.alongM - v.lengthM / 2);
        const hx = Math.sin(at.heading);
        const hy = Math.cos(at.heading);
        return {
          id: v.id,
          body: { category: 'vehicle', lengthM: length, widthM: width, heightM: height },
          x: at.x,
          y: at.y,
          vx: hx * v.speedMps,
          vy: hy * v.speedMps,
          hx,
          hy,
        };
      });
    },
  };
}
