/** How tiles lie on a video wall: rows times columns, or one large with five around it. */
export const wallShapes = ['1', '4', '9', '16', '1+5'] as const;
export type WallShape = (typeof wallShapes)[number];

export const tilesOf: { readonly [S in WallShape]: number } = { '1': 1, '4': 4, '9': 9, '16': 16, '1+5': 6 };

/** A saved arrangement of cameras, for everybody at the site. */
export type WallLayout = {
  readonly id: string;
  readonly name: string;
  readonly shape: WallShape;
  /** Camera of each tile in reading order, the large one first; null: an empty tile. As many as the shape has. */
  readonly tiles: readonly (string | null)[];
  /** Name of the person who changed it last. */
  readonly changedBy: string;
  readonly changedAtMs: number;
  /** Counts changes, from 1; a command names the version it saw. */
  readonly version: number;
};

/** The same cameras in another shape: what does not fit is left out, what is missing is empty. */
export function fitted(tiles: readonly (string | null)[], shape: WallShape): (string | null)[] {
  return Array.from({ length: tilesOf[shape] }, (_, i) => tiles[i] ?? null);
}
