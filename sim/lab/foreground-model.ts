/** The raster of where the picture differs from the empty place, as the ingest's motion grid would hold it. */
import type { Foreground } from '../../src/core/foreground.ts';
import type { Random } from '../random.ts';
import type { Sighted } from './sight.ts';
import type { Weather } from './weather.ts';

const cellPx = 4;
/** A body fills its box as an ellipse does; clothes like the ground leave holes. */
const filled = 0.92;

export function foregroundOf(
  sight: readonly Sighted[],
  at: {
    readonly random: Random;
    readonly weather: Weather;
    readonly widthPx: number;
    readonly heightPx: number;
  },
): Foreground {
  const columns = Math.ceil(at.widthPx / cellPx);
  const rows = Math.ceil(at.heightPx / cellPx);
  const cells = new Uint8Array(columns * rows);
  for (const { box } of sight) {
    const [rx, ry] = [(box.w * (0.86 + at.weather.shadow)) / 2, (box.h * 0.97) / 2];
    const [cx, cy] = [box.x + box.w / 2, box.y + box.h / 2];
    const lastRow = Math.min(rows - 1, Math.floor((cy + ry) / cellPx));
    const lastColumn = Math.min(columns - 1, Math.floor((cx + rx) / cellPx));
    for (let row = Math.max(0, Math.floor((cy - ry) / cellPx)); row <= lastRow; row++) {
      for (let column = Math.max(0, Math.floor((cx - rx) / cellPx)); column <= lastColumn; column++) {
        const dx = ((column + 0.5) * cellPx - cx) / rx;
        const dy = ((row + 0.5) * cellPx - cy) / ry;
        if (dx * dx + dy * dy <= 1 && at.random.next() < filled) cells[row * columns + column] = 1;
      }
    }
  }
  const noise = Math.round(cells.length * 0.001 * at.weather.falseBoxes);
  for (let i = 0; i < noise; i++) cells[at.random.below(cells.length)] = 1;
  return { columns, rows, cells, isUnsure: false };
}
