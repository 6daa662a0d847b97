/** What a camera could see of the actors: their boxes, and how much of each nobody hides. */
import type { Box } from '../../src/core/geometry.ts';
import type { Pinhole } from '../world/pinhole.ts';
import type { LabActor } from './actor.ts';

export type Sighted = {
  readonly actor: LabActor;
  /** Pixels, cut at the picture's edges. */
  readonly box: Box;
  /** Share of the whole box that the picture shows and nothing nearer hides, 0..1. */
  readonly visible: number;
};

/** Nearest first; what is wholly outside the picture is left out. */
export function sightOf(eye: Pinhole, actors: readonly LabActor[]): readonly Sighted[] {
  const whole = actors
    .flatMap((actor) => {
      const box = boxOf(eye, actor);
      return box === null ? [] : [{ actor, box, depth: eye.see({ x: actor.x, y: actor.y, z: 0 }).depth }];
    })
    .sort((a, b) => a.depth - b.depth);
  const nearer: Box[] = [];
  return whole.flatMap(({ actor, box }) => {
    const visible = visibleShare(eye, box, nearer);
    // A body is narrower than its box.
    nearer.push({ x: box.x + 0.12 * box.w, y: box.y, w: 0.76 * box.w, h: box.h });
    const cut = cutAt(eye, box);
    return cut === null ? [] : [{ actor, box: cut, visible }];
  });
}

function boxOf(eye: Pinhole, { body, x, y, hx, hy }: LabActor): Box | null {
  let [left, top, right, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (let i = 0; i < 8; i++) {
    const along = (i & 1 ? 0.5 : -0.5) * body.lengthM;
    const across = (i & 2 ? 0.5 : -0.5) * body.widthM;
    const p = eye.project({
      x: x + hx * along + hy * across,
      y: y + hy * along - hx * across,
      z: i & 4 ? body.heightM : 0,
    });
    if (p === null) return null;
    left = Math.min(left, p.x);
    right = Math.max(right, p.x);
    top = Math.min(top, p.y);
    bottom = Math.max(bottom, p.y);
  }
  const isOutside = right <= 0 || left >= eye.widthPx || bottom <= 0 || top >= eye.heightPx;
  return isOutside ? null : { x: left, y: top, w: right - left, h: bottom - top };
}

/** Sampled at 3 x 5 points. */
function visibleShare(eye: Pinhole, box: Box, nearer: readonly Box[]): number {
  const close = nearer.filter(
    (n) => n.x < box.x + box.w && n.x + n.w > box.x && n.y < box.y + box.h && n.y + n.h > box.y,
  );
  let seen = 0;
  for (let i = 0; i < 15; i++) {
    const x = box.x + (((i % 3) + 0.5) / 3) * box.w;
    const y = box.y + ((Math.floor(i / 3) + 0.5) / 5) * box.h;
    const isIn = x > 0 && y > 0 && x < eye.widthPx && y < eye.heightPx;
    if (isIn && !close.some((n) => x > n.x && x < n.x + n.w && y > n.y && y < n.y + n.h)) seen++;
  }
  return seen / 15;
}

export function cutAt(size: { widthPx: number; heightPx: number }, box: Box): Box | null {
  const x = Math.max(box.x, 0);
  const y = Math.max(box.y, 0);
  const w = Math.min(box.x + box.w, size.widthPx) - x;
  const h = Math.min(box.y + box.h, size.heightPx) - y;
  return w >= 2 && h >= 2 ? { x, y, w, h } : null;
}
