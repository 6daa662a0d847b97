/** What a wall shows, as the address says it: a saved layout, a tour, or cameras chosen by hand. */
import { fitted, type WallLayout, type WallShape, wallShapes } from '../../core/wall/wall-layout.ts';
import { tourStepAt, type WallTour } from '../../core/wall/wall-tour.ts';

export type WallSearch = {
  readonly layout?: string;
  readonly tour?: string;
  readonly shape?: string;
  /** Ids of cameras with commas between; nothing between two is an empty tile. */
  readonly tiles?: string;
};

export type Chosen = { readonly shape: WallShape; readonly tiles: readonly (string | null)[] };

/** Only what a wall understands; numbers that the address made of names are names again. */
export function wallSearchFrom(search: Readonly<Record<string, unknown>>): WallSearch {
  const text = (key: string) => {
    const value = search[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const entries = (['layout', 'tour', 'shape', 'tiles'] as const).map((key) => [key, text(key)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** What was chosen by hand; null where the address names no arrangement. */
export function chosenFrom({ shape, tiles }: WallSearch): Chosen | null {
  const known = wallShapes.find((one) => one === shape);
  if (known === undefined) return null;
  const ids = (tiles ?? '').split(',').map((id) => (id === '' ? null : id));
  return { shape: known, tiles: fitted(ids, known) };
}

/** The same for the address, still naming the layout it began with, which Save then changes. */
export function searchOfChosen({ shape, tiles }: Chosen, layoutId: string | null): WallSearch {
  return {
    ...(layoutId === null ? {} : { layout: layoutId }),
    shape,
    tiles: tiles.map((id) => id ?? '').join(','),
  };
}

export type Shown = Chosen & {
  /** The saved layout it is, or began as. */
  readonly layout: WallLayout | null;
  /** It is not, or no longer, as it was saved. */
  readonly isChanged: boolean;
  readonly tour: WallTour | null;
  readonly step: { readonly index: number; readonly remainingMs: number } | null;
};

/**
 * What the wall shows now.
 * @param first cameras to begin with, where nothing is asked for.
 * @param heldStep where the tour was stopped; null: it goes on.
 */
export function shownOf(
  search: WallSearch,
  known: { readonly layouts: readonly WallLayout[]; readonly tours: readonly WallTour[] },
  at: { readonly nowMs: number; readonly heldStep: number | null; readonly first: readonly string[] },
): Shown {
  const layoutOf = (id: string | undefined) => known.layouts.find((layout) => layout.id === id) ?? null;
  const tour = known.tours.find(({ id }) => id === search.tour) ?? null;
  if (tour !== null) {
    const going = tourStepAt(tour.steps, at.nowMs);
    const step =
      at.heldStep === null || tour.steps[at.heldStep] === undefined
        ? going
        : { index: at.heldStep, remainingMs: 0 };
    const layout = layoutOf(tour.steps[step?.index ?? 0]?.layoutId);
    if (layout !== null) {
      return { shape: layout.shape, tiles: layout.tiles, layout, isChanged: false, tour, step };
    }
  }
  const layout = layoutOf(search.layout);
  const chosen = chosenFrom(search);
  const none = { tour: null, step: null };
  if (chosen !== null) return { ...chosen, layout, isChanged: !isSame(chosen, layout), ...none };
  if (layout !== null) return { shape: layout.shape, tiles: layout.tiles, layout, isChanged: false, ...none };
  const shape: WallShape = at.first.length < 2 ? '1' : '4';
  return { shape, tiles: fitted(at.first, shape), layout: null, isChanged: true, ...none };
}

function isSame(a: Chosen, b: WallLayout | null): boolean {
  return b !== null && a.shape === b.shape && a.tiles.every((id, i) => id === b.tiles[i]);
}
