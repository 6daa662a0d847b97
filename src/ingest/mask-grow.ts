/** How far a mask reaches beyond the box it was made for. */
import type { Box } from '../core/geometry.ts';
import type { TrackedBox } from '../core/track/tracked-box.ts';

type Size = { readonly widthPx: number; readonly heightPx: number };

/** From pixels of one picture size to pixels of another. */
export function scaleBox(box: Box, from: Size, to: Size): Box {
  const sx = to.widthPx / from.widthPx;
  const sy = to.heightPx / from.heightPx;
  return { x: box.x * sx, y: box.y * sy, w: box.w * sx, h: box.h * sy };
}

/**
 * Shares of the box's own width and height, added on each side.
 *
 * Measured with the default detector on PETS S2L1, against the nearest labelled box: in one frame of twenty the person
 * reaches beyond the detected box by 0.14 of its width on the left, 0.20 on the right, 0.07 of its height above and
 * below. Grown by this, and by the cells a mask is made of, a box alone covers 90 % of its person in 98.5 % of cases; all
 * detections of a frame together in 99.7 %, with tracks and motion in all 4,650.
 */
export const personGrow = { side: 0.2, top: 0.12, bottom: 0.06 };

/** A few pixels more, so that the box of a far person, off by a pixel or two, still covers the head. */
const extraPx = 2;

export function growPerson(box: Box): Box {
  return {
    x: box.x - box.w * personGrow.side - extraPx,
    y: box.y - box.h * personGrow.top - extraPx,
    w: box.w * (1 + 2 * personGrow.side) + 2 * extraPx,
    h: box.h * (1 + personGrow.top + personGrow.bottom) + 2 * extraPx,
  };
}

/** A track that is predicted, not seen, may be elsewhere: a quarter wider on each side. Where it was last seen is held as well. */
export function growCoasting(track: TrackedBox): Box {
  const { box } = track;
  if (!track.isCoasting) return box;
  const share = 0.25;
  return {
    x: box.x - box.w * share,
    y: box.y - box.h * share * 0.5,
    w: box.w * (1 + 2 * share),
    h: box.h * (1 + share),
  };
}

export function growVehicle(box: Box): Box {
  return growBy(box, 0.08);
}

export function shrinkVehicle(box: Box): Box {
  return growBy(box, -0.04);
}

function growBy(box: Box, share: number): Box {
  return {
    x: box.x - box.w * share,
    y: box.y - box.h * share,
    w: box.w * (1 + 2 * share),
    h: box.h * (1 + 2 * share),
  };
}
