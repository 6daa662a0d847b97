/** Well-known text of one polygon or one line, as PedPy and GIS tools write it. Numbers beyond x and y are left. */
import { type Point, polygonArea } from '../../core/geometry.ts';
import type { WalkableArea } from '../../core/measure/crowd/walkable-area.ts';
import { CommandError } from '../command.ts';

/**
 * @param option whose value it is, for messages.
 * @returns an outline that is not closed by repeating its first point, and its holes as obstacles.
 * @throws saying what a polygon looks like.
 */
export function polygonFrom(text: string, option: string): WalkableArea {
  const body = /^\s*POLYGON\s*Z?\s*\(\s*(\(.*\))\s*\)\s*$/is.exec(text)?.[1];
  const rings = body?.split(/\)\s*,\s*\(/).map((ring) => pointsIn(ring.replaceAll(/[()]/g, '')));
  if (rings === undefined || rings.some((ring) => ring === null)) {
    throw new CommandError(
      `${option} ${shown(text)}: give a polygon, such as "POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0))"`,
    );
  }
  const open = rings.map((ring) => withoutRepeat(ring!));
  if (open.some((ring) => ring.length < 3 || polygonArea(ring) === 0)) {
    throw new CommandError(
      `${option} ${shown(text)}: a ring without area; give at least three corners not in a row`,
    );
  }
  return { outline: open[0]!, obstacles: open.slice(1) };
}

/** @throws saying what a line looks like. */
export function lineFrom(text: string, option: string): readonly Point[] {
  const body = /^\s*LINESTRING\s*Z?\s*\(([^()]*)\)\s*$/is.exec(text)?.[1];
  const points = body === undefined ? null : pointsIn(body);
  if (points === null || points.length < 2) {
    throw new CommandError(`${option} ${shown(text)}: give a line, such as "LINESTRING (0 0, 4 0)"`);
  }
  if (points.some((p, i) => i > 0 && p.x === points[i - 1]!.x && p.y === points[i - 1]!.y)) {
    throw new CommandError(`${option} ${shown(text)}: two of its points are the same; remove one`);
  }
  return points;
}

function pointsIn(text: string): Point[] | null {
  const points = text.split(',').map((pair) => {
    const [x, y] = pair.trim().split(/\s+/).map(Number);
    return { x: x!, y: y! };
  });
  return points.every((p) => Number.isFinite(p.x) && Number.isFinite(p.y)) ? points : null;
}

function withoutRepeat(ring: Point[]): Point[] {
  const [first, last] = [ring[0]!, ring.at(-1)!];
  return ring.length > 1 && first.x === last.x && first.y === last.y ? ring.slice(0, -1) : ring;
}

function shown(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}"`;
}
