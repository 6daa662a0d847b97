/** One camera's days, laid out beforehand: episodes by the rhythm of the day, incidents, faults. */
import { type Random, randomOf } from '../random.ts';
import { type Episode, incident, ordinary } from './episode.ts';
import { type Fault, faultsOf } from './fault.ts';
import type { PlaceKind } from './place.ts';

/** Episodes of ordinary life an hour, by the hour of the day. */
const rhythm = [0.5, 0.3, 0.3, 0.3, 0.5, 1, 3, 8, 10, 8, 6, 6, 9, 7, 6, 6, 9, 12, 9, 6, 4, 3, 2, 1] as const;
const incidentsPerDay = { yard: 1.5, platform: 1, road: 1.5, square: 0.5 } as const;
/** Moments in which the detector sees something where nothing is, though nothing moves, per day. */
const imaginedPerDay = 6;
const hourMs = 3_600_000;

/** A stretch in which something moves; episodes that touch are one. */
export type Stretch = {
  readonly fromMs: number;
  toMs: number;
  readonly episodes: Episode[];
  readonly index: number;
};

export type Plan = { readonly stretches: readonly Stretch[]; readonly faults: readonly Fault[] };

export function planOf(
  kind: PlaceKind,
  at: {
    readonly seed: number;
    readonly name: string;
    readonly hours: number;
    /** Hour of the day at which it begins. */
    readonly fromHour: number;
    /** Incidents and faults come so many times as often as usual. */
    readonly trouble: number;
  },
): Plan {
  const random = randomOf(at.seed, `${at.name} plan`);
  const endMs = at.hours * hourMs;
  const episodes: Episode[] = [];
  let firstId = 1;
  const add = (make: typeof ordinary, fromMs: number) => {
    const episode = make(kind, random, { fromMs, firstId });
    firstId += episode.movers.length;
    episodes.push(episode);
  };
  for (let hour = 0; hour < at.hours; hour++) {
    const count = Math.floor(rhythm[(at.fromHour + hour) % 24]! + random.next());
    for (let i = 0; i < count; i++) add(ordinary, hour * hourMs + secondOf(random));
  }
  const days = at.hours / 24;
  for (let n = Math.floor(incidentsPerDay[kind] * at.trouble * days + random.next()); n > 0; n--) {
    add(incident, random.below(at.hours) * hourMs + secondOf(random));
  }
  for (let n = Math.floor(imaginedPerDay * days + random.next()); n > 0; n--) {
    const fromMs = random.below(at.hours) * hourMs + secondOf(random);
    episodes.push({ fromMs, toMs: fromMs + 3_000, movers: [], imaginedFrames: 1 + random.below(5) });
  }
  const inTime = episodes.filter(({ toMs }) => toMs < endMs - 300_000);
  return { stretches: joined(inTime), faults: apart(faultsOf(random, days, at.trouble), endMs) };
}

function secondOf(random: Random): number {
  return 1_000 * random.below(3_600);
}

function joined(episodes: readonly Episode[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const episode of [...episodes].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = stretches.at(-1);
    const toMs = Math.ceil(episode.toMs / 1000) * 1000;
    if (last !== undefined && episode.fromMs <= last.toMs) {
      last.episodes.push(episode);
      last.toMs = Math.max(last.toMs, toMs);
    } else {
      stretches.push({ fromMs: episode.fromMs, toMs, episodes: [episode], index: stretches.length });
    }
  }
  return stretches;
}

/** One fault at a time, with room to recover, and none at the very end. */
function apart(faults: readonly Fault[], endMs: number): readonly Fault[] {
  const kept: Fault[] = [];
  for (const fault of faults) {
    const last = kept.at(-1);
    if (fault.toMs < endMs - 300_000 && (last === undefined || fault.fromMs > last.toMs + 30_000))
      kept.push(fault);
  }
  return kept;
}
