import type { ZoneCells } from './measure/area/zone-cells.ts';
import type { SceneState } from './scene.ts';

/** Cells of one shape of foreground in which people of one crowd appear. */
export type CrowdedCells = Pick<ZoneCells, 'columns' | 'rows' | 'indices'>;

/**
 * Where a crowd stands that boxes no longer count, one entry a zone: who stands there belongs to no background, found or
 * not, for what is left of the crowd is told from the place it covers.
 */
export function crowdedCells({ zones }: SceneState): readonly CrowdedCells[] {
  return [...zones.values()].flatMap(({ beyond, area }) =>
    beyond === null || area.cells === null ? [] : [area.cells],
  );
}
