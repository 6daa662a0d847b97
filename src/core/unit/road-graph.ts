import { metresBetween, type Position } from '../position.ts';

/** Roads as points and how far it is between them. */
export type RoadGraph = {
  readonly points: readonly Position[];
  /** For each point the points one can go to, with metres. */
  readonly edges: readonly (readonly { readonly to: number; readonly m: number }[])[];
};

/** Farther than this from any road a place is not on the graph. */
const reachM = 500;

/**
 * Lines meet where they have a point in common, to a tenth of a metre. One may go both ways: a unit in haste may.
 * @param lines WGS 84, each with two points or more.
 */
export function roadGraphOf(lines: readonly (readonly Position[])[]): RoadGraph {
  const index = new Map<string, number>();
  const points: Position[] = [];
  const edges: { to: number; m: number }[][] = [];
  const numberOf = (point: Position): number => {
    const key = `${point.latitude.toFixed(6)} ${point.longitude.toFixed(6)}`;
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, points.length);
    points.push(point);
    edges.push([]);
    return points.length - 1;
  };
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const from = numberOf(line[i - 1]!);
      const to = numberOf(line[i]!);
      if (from === to) continue;
      const m = metresBetween(line[i - 1]!, line[i]!);
      edges[from]!.push({ to, m });
      edges[to]!.push({ to: from, m });
    }
  }
  return { points, edges };
}

/**
 * By road from one place to each of the others (Dijkstra 1959), with the way to the nearest point of a road at both ends.
 * @returns metres; null where no road leads.
 */
export function roadMetres(graph: RoadGraph, from: Position, to: readonly Position[]): (number | null)[] {
  const start = nearestPoint(graph, from);
  if (start === null) return to.map(() => null);
  const far = distancesFrom(graph, start.index);
  return to.map((place) => {
    const end = nearestPoint(graph, place);
    const m = end === null ? Number.POSITIVE_INFINITY : far[end.index]!;
    return Number.isFinite(m) ? start.m + m + end!.m : null;
  });
}

function nearestPoint(
  graph: RoadGraph,
  place: Position,
): { readonly index: number; readonly m: number } | null {
  let best: { index: number; m: number } | null = null;
  for (const [index, point] of graph.points.entries()) {
    // One degree of latitude is 111 km: what is farther off than that allows is not computed.
    if (Math.abs(point.latitude - place.latitude) * 111_000 > reachM) continue;
    const m = metresBetween(point, place);
    if (m <= reachM && (best === null || m < best.m)) best = { index, m };
  }
  return best;
}

function distancesFrom(graph: RoadGraph, start: number): Float64Array {
  const far = new Float64Array(graph.points.length).fill(Number.POSITIVE_INFINITY);
  far[start] = 0;
  const heap: { at: number; m: number }[] = [{ at: start, m: 0 }];
  while (heap.length > 0) {
    const { at, m } = pop(heap);
    if (m > far[at]!) continue;
    for (const edge of graph.edges[at]!) {
      const next = m + edge.m;
      if (next >= far[edge.to]!) continue;
      far[edge.to] = next;
      push(heap, { at: edge.to, m: next });
    }
  }
  return far;
}

type Heap = { at: number; m: number }[];

function push(heap: Heap, item: Heap[number]): void {
  heap.push(item);
  for (let i = heap.length - 1; i > 0; ) {
    const parent = (i - 1) >> 1;
    if (heap[parent]!.m <= heap[i]!.m) return;
    [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
    i = parent;
  }
}

function pop(heap: Heap): Heap[number] {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  heap[0] = last;
  for (let i = 0; ; ) {
    let least = i;
    for (const child of [2 * i + 1, 2 * i + 2])
      if (child < heap.length && heap[child]!.m < heap[least]!.m) least = child;
    if (least === i) return top;
    [heap[least], heap[i]] = [heap[i]!, heap[least]!];
    i = least;
  }
}
