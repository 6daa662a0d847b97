/** Screenshots kept as files: how they are made small, and how two are compared. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import sharp from 'sharp';

/** Kept at half size: what a pixel of a glyph's edge is in one FreeType and not in another averages out. */
const scale = 0.5;
/** How different a pixel's colour may be, 0 to 1 (pixelmatch, after Kotsarenko and Ramos 2010). */
const colourTolerance = 0.15;
/**
 * How many pixels may differ. Measured on the pictures that are kept: everything one pixel of the screen lower differs in
 * 1.0 % or more, one button that is gone in 1.3 %, the other language in 1.3 % or more, the other theme in half or more.
 */
export const mostDifferent = 0.005;

export type Difference = {
  /** Of all pixels. */
  readonly share: number;
  /** PNG that marks in red what differs. */
  readonly marked: Uint8Array;
};

/** @param png a screenshot. @returns it as it is kept. */
export async function shrunk(png: Uint8Array): Promise<Uint8Array> {
  const { width = 0 } = await sharp(png).metadata();
  return sharp(png)
    .resize(Math.round(width * scale))
    .webp({ quality: 80, effort: 6, smartSubsample: true })
    .toBuffer();
}

/** @param kept as `shrunk` made it. @returns null when the sizes differ. */
export async function differenceOf(kept: Uint8Array, now: Uint8Array): Promise<Difference | null> {
  const [a, b] = await Promise.all([kept, now].map(pixelsOf));
  if (a === undefined || b === undefined || a.width !== b.width || a.height !== b.height) return null;
  const { width, height } = a;
  const marked = Buffer.alloc(a.data.length);
  const n = pixelmatch(a.data, b.data, marked, width, height, { threshold: colourTolerance });
  const png = await sharp(marked, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return { share: n / (width * height), marked: png };
}

async function pixelsOf(image: Uint8Array) {
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/**
 * Compares with the file, or writes it where `UPDATE_GOLDEN=1`. What differs is left beside the other results, in
 * `GOLDEN_OUT` if that is set.
 * @returns what is wrong; null: nothing.
 */
export async function comparedWithGolden(file: string, png: Uint8Array): Promise<string | null> {
  const now = await shrunk(png);
  if (process.env.UPDATE_GOLDEN === '1') {
    await mkdir(path.dirname(file), { recursive: true });
    // A file that is as good as the new one stays: the history holds changes, not noise.
    const old = existsSync(file) ? await differenceOf(await readFile(file), now) : null;
    if (old === null || old.share > mostDifferent / 5) await writeFile(file, now);
    return null;
  }
  const name = path.basename(file);
  if (!existsSync(file)) return `${name} is not kept yet: UPDATE_GOLDEN=1 writes it`;
  const difference = await differenceOf(await readFile(file), now);
  if (difference === null) return `${name} has another size`;
  if (difference.share <= mostDifferent) return null;
  const { GOLDEN_OUT } = process.env;
  if (GOLDEN_OUT) {
    await mkdir(GOLDEN_OUT, { recursive: true });
    await writeFile(path.join(GOLDEN_OUT, name), now);
    await writeFile(path.join(GOLDEN_OUT, name.replace(/webp$/, 'difference.png')), difference.marked);
  }
  return `${name}: ${(difference.share * 100).toFixed(2)} % of it differs. Look at it (GOLDEN_OUT=folder), then UPDATE_GOLDEN=1 if it is meant`;
}
