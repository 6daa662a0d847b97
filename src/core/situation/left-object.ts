import { groundAt } from '../ground-plane.ts';
import type { Measure } from '../measure/measure.ts';
import { isCounted, type SceneTrack } from '../scene-track.ts';
import type { StillRegion } from '../still-region.ts';
import { centreOf, isRegionIn } from './region-in-zone.ts';
import { countsOf, type Judge, type ZoneScene } from './zone-scene.ts';

/** Without ground the height of a person's box stands for this many metres. */
const personHeightM = 1.7;
/** How often such a region is a thing somebody left. Ours, not measured. */
const certaintyClear = 0.8;
const certaintyUnclear = 0.5;
/** Somebody this near when it came up may have set it down, m. */
const handM = 2;

/** One region, as long as it is there. */
type Watched = {
  /** When nobody was near for the first time since somebody last was for long, UTC ms; null: attended. */
  sinceMs: number | null;
  unattendedMs: number;
  nearMs: number;
  lastTMs: number;
  /** Somebody was beside it when it was first told. */
  readonly wasHandled: boolean;
};

/**
 * Left object: something that was not there before lies still in the area, and nobody has been near it for `holdMs`.
 * Near: a confirmed person within `ownerDistanceM` on the ground; null: in the area at all. Who walks past stops the clock for as
 * long as it takes; who stays for `clearMs` sets it to nothing, and ends what is open. Over, too, `clearMs` after it is gone.
 * An owner is not asked for: a load that falls on a carriageway has none, and somebody else's nearness counts like the
 * owner's, because nobody is told from anybody.
 *
 * Presets: PETS 2006, owner more than 3 m away for 30 s (`ownerDistanceM` 3, `holdMs` 30,000; the default). i-LIDS abandoned
 * baggage, owner has left the area for 60 s (`ownerDistanceM` null, `holdMs` 60,000).
 *
 * Without calibration a distance is in box sizes: the height of the person's own box stands for 1.7 m, so that people
 * in front of or behind the thing seem nearer than they are: it is told late rather than too soon.
 *
 * What it cannot do: tell a bag from a box or a sitting person whom the detector misses from either; see a thing of the
 * ground's own brightness, or one of less than five cells (a picture is about 160 cells wide); tell a hard shadow on plain
 * ground from a thing; in a dense crowd, where the ground is never free for three seconds, it sees nothing.
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
    const of: Watched = before.get(region.id) ?? {
      sinceMs: null,
      unattendedMs: 0,
      nearMs: 0,
      lastTMs: scene.tMs,
      wasHandled: people.some((person) => isAttending(scene, region, person, rule.ownerDistanceM ?? handM)),
    };
    watched.set(region.id, of);
    follow(of, isNear, scene, rule.clearMs);
    if (isLeft(region, of)) found.push({ region, of, isNear });
  }
  scene.memory.set(scene.key, watched);

  const held = found
    .filter(({ of }) => of.unattendedMs >= rule.holdMs)
    .sort((a, b) => b.of.unattendedMs - a.of.unattendedMs);
  const [first] = held;
  return {
    isOn: held.some(({ isNear }) => !isNear) && scene.foreground?.isUnsure !== true,
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
  return region.look === 'appeared' || (region.look === 'unknown' && of.wasHandled);
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
  distanceM: number | null,
): boolean {
  if (distanceM === null) return person.visits.has(scene.view.zone.id);
  return distanceOf(scene, region, person) <= distanceM;
}

/** From foot to foot, m. */
function distanceOf({ frame, matrix }: ZoneScene, { box }: StillRegion, person: SceneTrack): number {
  const x = centreOf(box).x;
  const y = box.y + box.h;
  if (matrix !== null && person.ground !== null) {
    const ground = groundAt(matrix, { x: x / frame.widthPx, y: y / frame.heightPx });
    if (ground !== null) return Math.hypot(ground.x - person.ground.x, ground.y - person.ground.y);
  }
  const px = Math.hypot(person.box.x + person.box.w / 2 - x, person.box.y + person.box.h - y);
  return (px / Math.max(person.box.h, 1)) * personHeightM;
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
