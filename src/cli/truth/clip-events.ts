/** What should be found in each clip: one JSON file for many clips, in frames (0-based) and pixels as stored. */
import { z } from 'zod';
import { isInside, type Point } from '../../core/geometry.ts';
import type { TrueEvent } from '../../core/score/event-match.ts';
import type { Zone } from '../../core/zone.ts';
import { CommandError } from '../command.ts';

const Frames = z.tuple([z.number(), z.number()]);
const Clip = z.looseObject({
  frames: z.number().optional(),
  tolerance_frames: z.number().optional(),
  /** Outside these nobody looked. */
  annotated_frames0: Frames.optional(),
  /** Our own plain form: anything, in ms. */
  events: z
    .array(
      z.object({ kind: z.string(), zoneId: z.string().nullish(), startMs: z.number(), endMs: z.number() }),
    )
    .optional(),
  vehicles_crossing: z.number().optional(),
  crossings_frames0: z.array(z.object({ first: z.number(), last: z.number() })).optional(),
  intrusion: z
    .looseObject({
      enters_frame0: z.number(),
      still_in_zone_at_frame0: z.number(),
      tolerance_frames: z.number().optional(),
    })
    .optional(),
  vehicles: z.array(z.looseObject({ direction: z.enum(['up', 'down']), frames0: Frames })).optional(),
  person_present_frames0: z.array(Frames).optional(),
  parked_vehicles: z
    .array(z.looseObject({ box: z.tuple([z.number(), z.number(), z.number(), z.number()]), frames0: Frames }))
    .optional(),
  left_object: z
    .looseObject({
      owner_gone_from_bag_frame0: z.number(),
      still_there_at_end: z.literal(true),
      tolerance_frames: z.number().optional(),
    })
    .optional(),
  expected: z.looseObject({}).optional(),
});

export type ClipEvents = z.infer<typeof Clip>;

/** @throws CommandError when the file is no such JSON or says nothing about this clip. */
export function parseClipEvents(text: string, name: string, footage: string): ClipEvents {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${name} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const record = z.record(z.string(), z.unknown()).safeParse(file).data ?? {};
  // A file about one film holds its events at the top.
  const clip = Array.isArray(record.events) ? record : record[footage];
  if (clip === undefined) {
    const known = Object.keys(record).filter((key) => !key.startsWith('_'));
    throw new CommandError(
      `${name} says nothing about ${footage}; it knows ${known.join(', ') || 'no clip'}`,
    );
  }
  const parsed = Clip.safeParse(clip);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CommandError(`${name}, ${[footage, ...issue!.path].join('.')}: ${issue!.message}`);
}

export type ClipTruth = {
  readonly events: readonly TrueEvent[];
  readonly toleranceMs: number;
  /** Kinds the file speaks of, those that should not be announced at all included. */
  readonly kinds: readonly string[];
  /** What the file asks for and nobody watches here, in words. */
  readonly notWatched: readonly string[];
};

/** The clip's events as the zones watch for them: a vehicle on its way down is wrong only where the lane runs up. */
export function clipTruth(
  clip: ClipEvents,
  film: {
    readonly zones: readonly Zone[];
    readonly msPerFrame: number;
    readonly widthPx: number;
    readonly heightPx: number;
    /** Set where it was played backwards: its length, by which every frame has its mirror image in time. */
    readonly reversedFrames?: number;
  },
): ClipTruth {
  const watching = (kind: string) =>
    film.zones.filter((zone) => zone.rules.some((rule) => rule.kind === kind));
  const last = film.reversedFrames === undefined ? null : film.reversedFrames - 1;
  const span = (from: number, to: number) => ({
    startMs: (last === null ? from : last - to) * film.msPerFrame,
    endMs: (last === null ? to : last - from) * film.msPerFrame,
  });
  const all: TrueEvent[] = (clip.events ?? []).map((event) => ({ ...event, zoneId: event.zoneId ?? null }));
  for (const crossing of clip.crossings_frames0 ?? []) {
    const on = span(crossing.first, crossing.last);
    all.push({ kind: 'line-crossing', zoneId: null, ...on });
    // Whoever crosses with the traffic drives against it when the film runs backwards.
    if (last !== null && clip.expected?.wrong_way_when_reversed !== undefined) {
      const { startMs, endMs } = on;
      const { beforeMs, afterMs } = aroundCrossing;
      all.push({ kind: 'wrong-way', zoneId: null, startMs: startMs - beforeMs, endMs: endMs + afterMs });
    }
  }
  if (clip.intrusion) {
    const { enters_frame0, still_in_zone_at_frame0 } = clip.intrusion;
    all.push({ kind: 'intrusion', zoneId: null, ...span(enters_frame0, still_in_zone_at_frame0) });
  }
  for (const frames of clip.person_present_frames0 ?? []) {
    all.push({ kind: 'intrusion', zoneId: null, ...span(...frames) });
  }
  for (const { direction, frames0 } of clip.vehicles ?? []) {
    for (const zone of watching('wrong-way')) {
      const down = zone.direction === null ? 0 : zone.direction[1].y - zone.direction[0].y;
      const isWrong = direction === 'down' ? down < 0 : down > 0;
      if (isWrong) all.push({ kind: 'wrong-way', zoneId: zone.id, ...span(...frames0) });
    }
  }
  for (const { box, frames0 } of clip.parked_vehicles ?? []) {
    const foot: Point = { x: (box[0] + box[2] / 2) / film.widthPx, y: (box[1] + box[3]) / film.heightPx };
    for (const zone of watching('stopped-vehicle')) {
      if (isInside(foot, zone.points))
        all.push({ kind: 'stopped-vehicle', zoneId: zone.id, ...span(...frames0) });
    }
  }
  if (clip.left_object) {
    // Unattended from then on: the alarm may come as late as its hold time says.
    const gone = clip.left_object.owner_gone_from_bag_frame0;
    all.push({ kind: 'left-object', zoneId: null, ...span(gone, (clip.frames ?? gone + 1) - 1) });
  }
  const events = all
    .filter((event) => watching(event.kind).length > 0)
    .map((event) => ({ ...event, holdMs: holdOf(event, film.zones) }));
  const unwatched = new Set(
    all.filter((event) => watching(event.kind).length === 0).map((event) => event.kind),
  );
  const tolerance =
    clip.tolerance_frames ?? clip.intrusion?.tolerance_frames ?? clip.left_object?.tolerance_frames;
  return {
    events,
    toleranceMs: tolerance === undefined ? 2_000 : tolerance * film.msPerFrame,
    kinds: [...new Set([...all.map((event) => event.kind), ...expectedKinds(clip)])],
    notWatched: [...[...unwatched].map((kind) => `${kind}: no zone in --zones watches for it`)],
  };
}

/** A vehicle on CDnet highway is in the picture about so long before and after it crosses the line, at 25 frames a second. */
const aroundCrossing = { beforeMs: 1_000, afterMs: 3_000 };

/** What the rule that should tell of it waits for. */
function holdOf({ kind, zoneId }: TrueEvent, zones: readonly Zone[]): number {
  const rules = zones.filter((zone) => zoneId === null || zone.id === zoneId).flatMap((zone) => zone.rules);
  const rule = rules.find((one) => one.kind === kind);
  return rule !== undefined && 'holdMs' in rule ? rule.holdMs : 0;
}

function expectedKinds(clip: ClipEvents): string[] {
  const isAboutDirection =
    clip.vehicles !== undefined ||
    Object.keys(clip.expected ?? {}).some((key) => key.startsWith('wrong_way'));
  return [
    ...(isAboutDirection ? ['wrong-way'] : []),
    ...(clip.parked_vehicles === undefined ? [] : ['stopped-vehicle']),
  ];
}
