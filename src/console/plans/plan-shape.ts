/** A drawing between four points of the screen, px: top left, top right, bottom right, bottom left. */
import type { Point } from '../../core/geometry.ts';
import { fitHomography } from '../../core/homography.ts';

/** Upright in the middle of a window, as large as it may be to leave room to take hold of it. */
export function laidInto(
  window: { readonly w: number; readonly h: number },
  drawing: { readonly widthPx: number; readonly heightPx: number },
): Point[] {
  const scale = Math.min((0.6 * window.w) / drawing.widthPx, (0.6 * window.h) / drawing.heightPx);
  const [w, h] = [(scale * drawing.widthPx) / 2, (scale * drawing.heightPx) / 2];
  const [x, y] = [window.w / 2, window.h / 2];
  return [
    { x: x - w, y: y - h },
    { x: x + w, y: y - h },
    { x: x + w, y: y + h },
    { x: x - w, y: y + h },
  ];
}

export function middleOf(corners: readonly Point[]): Point {
  const sum = corners.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / corners.length, y: sum.y / corners.length };
}

/** Where the ring to turn and size it is: beyond the middle of its right side. */
export function ringOf(corners: readonly Point[]): Point {
  const middle = middleOf(corners);
  const side = middleOf(corners.slice(1, 3));
  const length = Math.hypot(side.x - middle.x, side.y - middle.y) || 1;
  const beyond = (length + 28) / length;
  return { x: middle.x + (side.x - middle.x) * beyond, y: middle.y + (side.y - middle.y) * beyond };
}

export function shifted(corners: readonly Point[], by: Point): Point[] {
  return corners.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }));
}

/** About its middle. @param turn clockwise on the screen, radians. */
export function turned(corners: readonly Point[], turn: number, scale: number): Point[] {
  const middle = middleOf(corners);
  const [cos, sin] = [scale * Math.cos(turn), scale * Math.sin(turn)];
  return corners.map(({ x, y }) => {
    const [dx, dy] = [x - middle.x, y - middle.y];
    return { x: middle.x + dx * cos - dy * sin, y: middle.y + dx * sin + dy * cos };
  });
}

/**
 * What lays a picture of this size between the corners, as CSS writes it: the map does the same with its own.
 * @returns null where no picture can lie.
 */
export function transformOf(
  corners: readonly Point[],
  { widthPx: w, heightPx: h }: { readonly widthPx: number; readonly heightPx: number },
): string | null {
  const image = [
    { x: 0, y: 0 },
    { x: w, y: 0 },
    { x: w, y: h },
    { x: 0, y: h },
  ];
  const fit = fitHomography(corners.map((ground, i) => ({ image: image[i]!, ground })));
  if (fit === null) return null;
  const m = fit.matrix;
  if (m[8] === 0) return null;
  const [a, b, c, d, e, f, g, k, l] = m.map((value) => value / m[8]) as unknown as readonly number[];
  return `matrix3d(${[a, d, 0, g, b, e, 0, k, 0, 0, 1, 0, c, f, 0, l].map((n) => n!.toFixed(12)).join(',')})`;
}
