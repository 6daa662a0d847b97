import { type Matrix3, type Point, project } from '../../core/geometry.ts';
import { groundAt } from '../../core/ground-plane.ts';
import { fitHomography } from '../../core/homography.ts';

const steps = [1, 2, 5, 10, 20, 50];
const mostLines = 12;
const samples = 96;

export type GroundGrid = {
  readonly stepM: number;
  /** Fractions of the picture, each a run of points. */
  readonly lines: readonly (readonly Point[])[];
};

/**
 * Lines of a ground every so many metres, as the camera sees them, between two rows of the picture.
 * @returns null where the rows do not lie on the ground.
 */
export function groundGrid(
  groundFromImage: Matrix3,
  rows: { readonly top: number; readonly bottom: number },
): GroundGrid | null {
  const corners = [rows.top, rows.bottom].flatMap((y) => [0, 0.5, 1].map((x) => ({ x, y })));
  const pairs = corners.flatMap((image) => {
    const ground = groundAt(groundFromImage, image);
    return ground === null ? [] : [{ image: ground, ground: image }];
  });
  // The way back from ground to picture is the homography of the pairs turned round.
  const back = pairs.length === corners.length ? fitHomography(pairs) : null;
  if (back === null) return null;
  const xs = pairs.map(({ image }) => image.x);
  const ys = pairs.map(({ image }) => image.y);
  const [left, right, near, far] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const stepM = steps.find((step) => (far - near) / step <= mostLines) ?? 100;
  const isShown = ({ x, y }: Point) => x >= 0 && x <= 1 && y >= rows.top - 1e-6 && y <= rows.bottom + 1e-6;
  const line = (from: Point, to: Point) =>
    Array.from({ length: samples + 1 }, (_, i) => {
      const share = i / samples;
      return project(back.matrix, {
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
      });
    }).filter((p): p is Point => p !== null && isShown(p));
  const across = multiples(near, far, stepM).map((y) => line({ x: left, y }, { x: right, y }));
  const along = multiples(left, right, stepM).map((x) => line({ x, y: near }, { x, y: far }));
  return { stepM, lines: [...across, ...along].filter((points) => points.length >= 2) };
}

function multiples(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let n = Math.ceil(from / step); n * step <= to && values.length < 200; n++) values.push(n * step);
  return values;
}
