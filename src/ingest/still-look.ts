/**
 * What a still region looks like: something that came, something that went, or light. From brightness of cells alone.
 *
 * A thing adds edges at its outline; one that was taken away leaves them in the picture of the empty place only: edge
 * energy along the outline in both, and how alike inside and surroundings are in both, by histograms. The evidence of
 * both is added: on paving or before a patterned wall either alone is often wrong. Connell et al., "Detection and tracking in the IBM PeopleVision system", ICME 2004;
 * SanMiguel and Martínez, "Robust unattended and stolen object detection by fusing simple algorithms", AVSS 2008; Tian
 * et al., "Robust Detection of Abandoned and Removed Objects in Complex Surveillance Videos", IEEE Trans. SMC-C 41(5), 2011.
 * The histograms: "Patch-based local histograms and contour estimation for static foreground classification", EURASIP J.
 * Image Video Process. 2015:6.
 * A shadow or a lamp keeps the pattern of what it falls on: normalised correlation, Jacques, Jung and Musse,
 * "Background Subtraction and Shadow Detection in Grayscale Video Sequences", SIBGRAPI 2005.
 */
import type { StillRegion } from '../core/still-region.ts';
import { coreShare, type Ground, readLikeness } from './still-likeness.ts';

export type Edges = {
  /** Mean step across the outline now, grey levels. */
  now: number;
  /** The same in the empty place. */
  before: number;
  /** How alike the brightness inside and around is, 0..1. */
  alikeNow: number;
  alikeBefore: number;
  /** Mean change inside, grey levels. */
  contrast: number;
  /** How much of the empty place's own pattern shows through, -1..1; 0 where it has none. */
  pattern: number;
  /** Share of the cells that blind. */
  glare: number;
  /** Steps that could be compared. */
  steps: number;
};

export function noEdges(): Edges {
  return { now: 0, before: 0, alikeNow: 0, alikeBefore: 0, contrast: 0, pattern: 0, glare: 0, steps: 0 };
}

/** One side has at least this many times the edge of the other. */
const clearRatio = 1.5;
/** The outline of a thing is sharp: over two cells it shows this share of the change inside. A lamp's light fades out. */
const sharpShare = 0.35;
const lightPattern = 0.85;
/** A place with less pattern than this has none to show through, grey levels; half of it must be left in the shade. */
const leastPattern = 3;
/** Of fewer cells a pattern is chance. */
const patternCells = 16;
const glareLevel = 245;
const fewestSteps = 6;
/** Clearly more alike. */
const clearlyAlike = 0.1;

/** Cells come from `members`, the first `size` of it. The result is written into `edges`. */
export function readEdges(edges: Edges, members: Int32Array, size: number, ground: Ground): void {
  readInside(edges, members, size, ground);
  readLikeness(edges, members, size, ground);
  readOutline(edges, members, size, ground);
}

function readInside(
  edges: Edges,
  members: Int32Array,
  size: number,
  { cells: { look, empty }, model }: Ground,
): void {
  let contrast = 0;
  let glare = 0;
  for (let m = 0; m < size; m++) {
    const i = members[m]!;
    contrast += Math.abs(look[i]! - empty[i]!);
    if (look[i]! + model.shift >= glareLevel) glare++;
  }
  edges.contrast = contrast / size;
  edges.glare = glare / size;

  let n = 0;
  let sumA = 0;
  let sumB = 0;
  let sumAA = 0;
  let sumBB = 0;
  let sumAB = 0;
  for (let m = 0; m < size; m++) {
    const a = look[members[m]!]!;
    const b = empty[members[m]!]!;
    if (Math.abs(a - b) < coreShare * edges.contrast) continue;
    n++;
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  const varA = sumAA / n - (sumA / n) ** 2;
  const varB = sumBB / n - (sumB / n) ** 2;
  const isPatterned = n >= patternCells && varA > (leastPattern / 2) ** 2 && varB > leastPattern ** 2;
  edges.pattern = isPatterned ? (sumAB / n - (sumA / n) * (sumB / n)) / Math.sqrt(varA * varB) : 0;
}

/** Steps from the cells that changed strongly to the cell after the next: the one between is half thing, half place. */
function readOutline(edges: Edges, members: Int32Array, size: number, { cells, model, grid }: Ground): void {
  const { look, empty, owner, covered, stillMs } = cells;
  const { current, background, foreground, shift } = model;
  const { columns, rows } = grid;
  const own = owner[members[0]!]!;
  const least = coreShare * edges.contrast;
  let now = 0;
  let before = 0;
  let steps = 0;
  for (let m = 0; m < size; m++) {
    const i = members[m]!;
    if (Math.abs(look[i]! - empty[i]!) < least) continue;
    const row = (i / columns) | 0;
    const column = i - row * columns;
    for (let side = 0; side < 4; side++) {
      const dc = side === 0 ? -1 : side === 1 ? 1 : 0;
      const dr = side === 2 ? -1 : side === 3 ? 1 : 0;
      const c = column + 2 * dc;
      const r = row + 2 * dr;
      if (c < 0 || c >= columns || r < 0 || r >= rows) continue;
      const next = i + dr * columns + dc;
      if (owner[next] === own && Math.abs(look[next]! - empty[next]!) >= least) continue;
      const o = r * columns + c;
      const isOwn = owner[o] === own;
      if (isOwn ? Math.abs(look[o]! - empty[o]!) >= least : stillMs[o]! > 0 || foreground[o] === 1) continue;
      if (covered[o] === 1) continue;
      now += Math.abs(look[i]! - (isOwn ? look[o]! : current[o]! - shift));
      before += Math.abs(empty[i]! - (isOwn ? empty[o]! : background[o]!));
      steps++;
    }
  }
  edges.steps = steps;
  edges.now = steps === 0 ? 0 : now / steps;
  edges.before = steps === 0 ? 0 : before / steps;
}

/** @param before what was said so far: it stands until the evidence turns. */
export function lookOf(edges: Edges, before: StillRegion['look']): StillRegion['look'] {
  if (edges.steps < fewestSteps) return 'unknown';
  const byEdges = bounded(Math.log((edges.now + 1) / (edges.before + 1)) / Math.log(clearRatio));
  const byLikeness = bounded((edges.alikeBefore - edges.alikeNow) / clearlyAlike);
  const evidence = byEdges + byLikeness;
  if (evidence > (before === 'appeared' ? 0 : 1) && edges.now >= sharpShare * edges.contrast)
    return 'appeared';
  if (evidence < (before === 'vanished' ? 0 : -1) && edges.before >= sharpShare * edges.contrast)
    return 'vanished';
  return 'unknown';
}

/** Neither outvotes the other alone beyond doubt. */
function bounded(evidence: number): number {
  return Math.min(2, Math.max(-2, evidence));
}

/** A shadow that stopped, a lamp that went on. Where the place is plain this cannot be told from a thing. */
export function isLight(edges: Edges): boolean {
  return edges.pattern > lightPattern || edges.glare > 0.5;
}
