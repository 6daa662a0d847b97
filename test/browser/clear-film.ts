/** The film as it was before any mask, to compare with what a viewer gets. Test films only: drawn by us, nobody is in them. */
import { readFile } from 'node:fs/promises';
import type { Truth, TruthBox } from '../../sim/film/truth.ts';
import { openSource } from '../../src/ingest/source.ts';

export type Luma = { readonly widthPx: number; readonly heightPx: number; readonly y: Uint8Array };

export type ClearFrame = { readonly luma: Luma; readonly boxes: readonly TruthBox[] };

/** Masks have blocks of 8, 16, 32... pixels on a grid fixed to the picture. */
const cellPx = 8;
const blockPx = 16;

export async function readClearFilm(filmPath: string): Promise<ClearFrame[]> {
  const truth = JSON.parse(await readFile(filmPath.replace(/\.mp4$/, '.truth.json'), 'utf8')) as Truth;
  const frames: ClearFrame[] = [];
  const pictures = openSource({
    url: filmPath,
    analysisFps: Number.POSITIVE_INFINITY,
    isLooped: false,
    signal: new AbortController().signal,
  });
  for await (const picture of pictures) {
    const { y, widthPx, heightPx } = picture.toYuv420(picture);
    frames.push({
      luma: { y: Uint8Array.from(y), widthPx, heightPx },
      boxes: truth.frames[frames.length]?.boxes ?? [],
    });
    picture.free();
  }
  return frames;
}

/** The film's frame that a masked picture was made of: masks keep the means of blocks, so those tell. */
export function frameBehind(masked: Luma, film: readonly ClearFrame[]): ClearFrame {
  const means = blockMeans(masked);
  let best: { frame: ClearFrame; difference: number } | null = null;
  for (const frame of film) {
    const other = blockMeans(frame.luma);
    let difference = 0;
    for (let i = 0; i < means.length; i++) difference += Math.abs(means[i]! - other[i]!);
    if (best === null || difference < best.difference) best = { frame, difference };
  }
  return best!.frame;
}

function blockMeans({ widthPx, heightPx, y }: Luma): Float64Array {
  const columns = Math.floor(widthPx / blockPx);
  const rows = Math.floor(heightPx / blockPx);
  const sums = new Float64Array(columns * rows);
  for (let py = 0; py < rows * blockPx; py++) {
    const row = Math.floor(py / blockPx) * columns;
    for (let px = 0; px < columns * blockPx; px++)
      sums[row + Math.floor(px / blockPx)]! += y[py * widthPx + px]!;
  }
  return sums.map((sum) => sum / blockPx ** 2);
}

/** Cells of the grid that lie wholly inside a box, by their upper left corners. */
export function cellsInside(box: { x: number; y: number; w: number; h: number }): { x: number; y: number }[] {
  const cells = [];
  for (let y = Math.ceil(box.y / cellPx) * cellPx; y + cellPx <= box.y + box.h; y += cellPx)
    for (let x = Math.ceil(box.x / cellPx) * cellPx; x + cellPx <= box.x + box.w; x += cellPx)
      cells.push({ x, y });
  return cells;
}

/** How uneven a cell is: standard deviation of its brightness without its border, which coding smears, 0..255. */
export function unevenness({ widthPx, y }: Luma, cell: { x: number; y: number }): number {
  let [count, sum, squares] = [0, 0, 0];
  for (let py = cell.y + 1; py < cell.y + cellPx - 1; py++) {
    for (let px = cell.x + 1; px < cell.x + cellPx - 1; px++) {
      const value = y[py * widthPx + px]!;
      count++;
      sum += value;
      squares += value * value;
    }
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}
