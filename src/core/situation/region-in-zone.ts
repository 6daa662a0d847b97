import { isInside, type Point } from '../geometry.ts';
import { groundAt } from '../ground-plane.ts';
import type { SceneTrack } from '../scene-track.ts';
import type { StillRegion } from '../still-region.ts';
import type { ZoneScene } from './zone-scene.ts';

/** Without ground the height of a person's box stands for this many metres. */
const personHeightM = 1.7;
/** Who was this near, this shortly before, may have set it down or taken it away. */
const reachM = 3;
const reachMs = 5_000;

/** Its middle is strictly inside the area: a thing is small, and one on a shelf has no foot. */
export function isRegionIn({ view, frame }: ZoneScene, { box }: StillRegion): boolean {
  const x = (box.x + box.w / 2) / frame.widthPx;
  const y = (box.y + box.h / 2) / frame.heightPx;
  return isInside({ x, y }, view.zone.points);
}

/**
 * From foot to foot, m; in box heights of the person where there is no ground: people before or behind the region seem
 * nearer then than they are.
 * @param at where the person stood, if not where they stand: pixels and ground.
 */
export function distanceM(
  { frame, matrix }: ZoneScene,
  { box }: StillRegion,
  person: SceneTrack,
  at: { readonly px: Point; readonly ground: Point | null } = {
    px: { x: person.box.x + person.box.w / 2, y: person.box.y + person.box.h },
    ground: person.ground,
  },
): number {
  const foot = { x: box.x + box.w / 2, y: box.y + box.h };
  if (matrix !== null && at.ground !== null) {
    const ground = groundAt(matrix, { x: foot.x / frame.widthPx, y: foot.y / frame.heightPx });
    if (ground !== null) return Math.hypot(ground.x - at.ground.x, ground.y - at.ground.y);
  }
  const px = Math.hypot(at.px.x - foot.x, at.px.y - foot.y);
  return (px / Math.max(person.box.h, 1)) * personHeightM;
}

/** Somebody who is still followed was within reach when the region came up. Ask when it is first told. */
export function wasHandled(scene: ZoneScene, region: StillRegion): boolean {
  const fromTMs = scene.tMs - Math.max(0, scene.atMs - region.sinceMs) - reachMs;
  return scene.tracks.some(
    (track) =>
      track.category === 'person' &&
      track.isConfirmed &&
      track.path.some((p) => p.tMs >= fromTMs && distanceM(scene, region, track, p) <= reachM),
  );
}
