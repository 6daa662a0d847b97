import type { Measure } from '../measure/measure.ts';
import { isCounted, type SceneTrack } from '../scene-track.ts';
import type { StillRegion } from '../still-region.ts';
import { distanceM, isRegionIn, wasHandled } from './region-in-zone.ts';
import { countsOf, type Judge, type ZoneScene } from './zone-scene.ts';

/** How often such a region is a thing somebody left. Ours, not measured. */
const certaintyClear = 0.8;
const certaintyUnclear = 0.5;
/** As much of the time before a region was told counts at most. */
const longestEarlierMs = 5_000;

/** One region, as long as it is there. */
type Watched = {
  /** When nobody was near for the first time since somebody last was for long, UTC ms; null: attended. */
  sinceMs: number | null;
  unattendedMs: number;
  nearMs: number;
  lastTMs: number;
  /** Somebody was within reach when it came up. */
  readonly wasHandled: boolean;
  /** An alarm was told of it: what it looks like is settled. */
  isSettled: boolean;
};

/**
 * Left object: something that was not there before lies still in the area, and nobody has been near it for `holdMs`.
 * Near: a confirmed person within `ownerDistanceM` on the ground; null: in the area at all. Who walks past stops the clock
 * for as long as it takes; who stays for `clearMs` sets it to nothing, and ends what is open. Over, too, `clearMs` after it
 * is gone.
 * An owner is not asked for: a load that falls on a carriageway has none, and somebody else's nearness counts like the
 * owner's, because nobody is told from anybody.
 *
 * Presets: PETS 2006, owner more than 3 m away for 30 s (`ownerDistanceM` 3, `holdMs` 30,000; the default). i-LIDS abandoned
 * baggage, owner has left the area for 60 s (`ownerDistanceM` null, `holdMs` 60,000).
 *
 * Without calibration a distance is in box sizes: the height of the person's own box stands for 1.7 m, so that people
 * in front of or behind the thing seem nearer than they are: it is told late rather than too soon.
 *
 * What it cannot do: tell a bag from a box, or from a person who sits still and whom the detector misses; see a thing
 * that differs by less than 15 grey levels from what is behind it, one of less than five cells (a picture is about 160
 * cells wide) or of more than a twelfth of the picture; tell a hard shadow on plain ground from a thing; know what came
 * in the first ten seconds of a camera or while the light of the whole picture jumped. A thing beside a standing vehicle
 * is told once that has driven off; one set against another that is told already is no second one. Where the ground is
 * never free for three seconds, in a dense crowd, it sees nothing. After six hours the thing belongs to the place.
 * @see Thirde, Li and Ferryman, "Overview of the PETS2006 Challenge", PETS 2006
 * @see Home Office, i-LIDS user guide: abandoned baggage
 */
export const judgeLeftObject: Judge<'left-object'> = (rule, scene) => {
  const before = (scene.memory.get(scene.key) as Map<number, Watched> | undefined) ?? new Map();
  const people = scene.tracks.filter((t) => t.category === 'person' && isCounted(t, scene.tMs));
  const watched = new Map<number, Watched>();
  const found: { region: StillRegion; of: Watched; isNear: boolean }[] = [];
  for (const region of scene.still) {
    if (!isRegionIn(scene, region)) continue;
    const isNear = people.some((person) => isAttending(scene, region, person, rule.ownerDistanceM));
    const of: Watched = before.get(region.id) ?? beginning(scene, region);
    watched.set(region.id, of);
    follow(of, isNear, scene, rule.clearMs);
    if (isLeft(region, of)) found.push({ region, of, isNear });
  }
  scene.memory.set(scene.key, watched);

  const held = found
    .filter(({ of }) => of.unattendedMs >= rule.holdMs)
    .sort((a, b) => b.of.unattendedMs - a.of.unattendedMs);
  const [first] = held;
  const isOn = held.some(({ isNear }) => !isNear) && scene.foreground?.isUnsure !== true;
  if (isOn) for (const { of } of held) of.isSettled = true;
  return {
    isOn,
    isKept: held.some(({ isNear }) => !isNear),
    sinceMs: first?.of.sinceMs ?? null,
    certainty: Math.max(
      0,
      ...held.map(({ region }) => (region.look === 'appeared' ? certaintyClear : certaintyUnclear)),
    ),
    levelOfService: null,
    causes: held.length,
    because: () => (first === undefined ? [] : [unattended(scene, first.of), ...countsOf(scene, ['person'])]),
  };
};

/** Where its outline does not say whether something came or went, somebody must have been there to set it down. */
function isLeft(region: StillRegion, of: Watched): boolean {
  return of.isSettled || region.look === 'appeared' || (region.look === 'unknown' && of.wasHandled);
}

/** A region is told some seconds after it came to lie there. Where no people are at all, those count. */
function beginning(scene: ZoneScene, region: StillRegion): Watched {
  const isEmpty = !scene.tracks.some((track) => track.category === 'person');
  const earlierMs = isEmpty ? Math.min(Math.max(0, scene.atMs - region.sinceMs), longestEarlierMs) : 0;
  return {
    sinceMs: isEmpty ? scene.atMs - earlierMs : null,
    unattendedMs: earlierMs,
    nearMs: 0,
    lastTMs: scene.tMs,
    wasHandled: wasHandled(scene, region),
    isSettled: false,
  };
}

function follow(of: Watched, isNear: boolean, scene: ZoneScene, clearMs: number): void {
  const elapsedMs = Math.max(0, scene.tMs - of.lastTMs);
  of.lastTMs = scene.tMs;
  if (!isNear) {
    of.sinceMs ??= scene.atMs;
    of.unattendedMs += elapsedMs;
    of.nearMs = 0;
    return;
  }
  of.nearMs += elapsedMs;
  if (of.nearMs < clearMs && of.sinceMs !== null) return;
  of.sinceMs = null;
  of.unattendedMs = 0;
}

function isAttending(
  scene: ZoneScene,
  region: StillRegion,
  person: SceneTrack,
  ownerM: number | null,
): boolean {
  if (ownerM === null) return person.visits.has(scene.view.zone.id);
  return distanceM(scene, region, person) <= ownerM;
}

function unattended(scene: ZoneScene, of: Watched): Measure {
  return {
    zoneId: scene.view.zone.id,
    kind: 'unattended',
    category: 'person',
    direction: null,
    atMs: Math.round(scene.atMs),
    windowMs: Math.round(of.unattendedMs),
    value: of.unattendedMs / 1_000,
    unit: 's',
    errorBand: null,
    coverage: scene.view.coverage,
    note: null,
  };
}
