/** A film of people who wear a block code on the chest: what must not be found anywhere outside the ingest process. */
import sharp from 'sharp';
import { openFilm } from '../../sim/film/encode.ts';

export const filmSize = { widthPx: 640, heightPx: 360 };
export const framesPerSecond = 10;

/** 6 x 6 blocks, as many light as dark in every quarter, and like nothing else in the picture. */
export const code: readonly (readonly number[])[] = [
  [1, 0, 1, 1, 0, 0],
  [0, 1, 0, 0, 1, 1],
  [1, 1, 0, 1, 0, 0],
  [0, 0, 1, 0, 1, 1],
  [1, 0, 0, 1, 1, 0],
  [0, 1, 1, 0, 0, 1],
];
export const blockPx = 4;
const figureHeightPx = 150;
const feetY = 320;
/** Top of the code in every frame, pixels. */
export const codeTop = Math.round(feetY - (figureHeightPx / 8) * 6.2);

/** Left edge of the code worn by the walker and by the one who stands, pixels. */
export function codeLefts(frame: number): readonly [number, number] {
  return [Math.round(60 + frame * 8) - 12, 470 - 12];
}

/** @param seconds at most 6: then the walker reaches the one who stands. */
export async function makePatternedFilm(path: string, seconds: number): Promise<void> {
  const film = await openFilm(path, { ...filmSize, framesPerSecond });
  for (let frame = 0; frame < seconds * framesPerSecond; frame++) {
    const { data } = await sharp(Buffer.from(street(frame)))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    film.write(yuvOf(data, frame));
  }
  film.close();
}

function street(frame: number): string {
  const [walker, stander] = codeLefts(frame);
  const windows = Array.from(
    { length: 10 },
    (_, i) => `<rect x="${12 + i * 64}" y="20" width="38" height="58" fill="#4a5563"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360">
    <defs><linearGradient id="road" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#8b8d90"/><stop offset="1" stop-color="#6c6e70"/></linearGradient></defs>
    <rect width="640" height="360" fill="url(#road)"/><rect width="640" height="120" fill="#b7a892"/>${windows.join('')}
    <rect y="120" width="640" height="14" fill="#999"/>
    ${figure(stander + 12, 0, '#7a3a3a')}${figure(walker + 12, frame * 0.7, '#3a5a8c')}</svg>`;
}

/** A person from the front, feet at (x, feetY), 7.5 heads tall. */
function figure(x: number, phase: number, shirt: string): string {
  const u = figureHeightPx / 8;
  const y = feetY;
  const s = Math.sin(phase) * u * 0.9;
  const leg = (by: number, from: number, to: number) =>
    `<path d="M${x + from * u},${y - u * 4} L${x + by},${y} L${x + by + u * 0.6},${y} L${x + to * u},${y - u * 4}Z" fill="#2b2b33"/>`;
  const blocks = code.flatMap((row, r) =>
    row.map(
      (bit, c) =>
        `<rect x="${x - 12 + c * blockPx}" y="${codeTop + r * blockPx}" width="${blockPx}" height="${blockPx}" fill="${bit ? '#fff' : '#000'}"/>`,
    ),
  );
  return `<ellipse cx="${x + u}" cy="${y}" rx="${u * 1.8}" ry="${u * 0.35}" fill="#000" opacity=".25"/>
    ${leg(-s - u * 0.45, -0.35, 0.1)}${leg(s - u * 0.1, -0.1, 0.5)}
    <path d="M${x - u * 0.95},${y - u * 6.4} Q${x},${y - u * 6.9} ${x + u * 0.95},${y - u * 6.4} L${x + u * 0.7},${y - u * 3.8} L${x - u * 0.7},${y - u * 3.8}Z" fill="${shirt}"/>
    <path d="M${x - u * 0.85},${y - u * 6.3} q${-u * 0.5 + s * 0.4},${u * 1.4} ${s * 0.5},${u * 2.7}" stroke="${shirt}" stroke-width="${u * 0.42}" fill="none" stroke-linecap="round"/>
    <path d="M${x + u * 0.85},${y - u * 6.3} q${u * 0.5 - s * 0.4},${u * 1.4} ${-s * 0.5},${u * 2.7}" stroke="${shirt}" stroke-width="${u * 0.42}" fill="none" stroke-linecap="round"/>
    <rect x="${x - u * 0.2}" y="${y - u * 7}" width="${u * 0.4}" height="${u * 0.6}" fill="#c99a78"/>
    <ellipse cx="${x}" cy="${y - u * 7.4}" rx="${u * 0.5}" ry="${u * 0.62}" fill="#c99a78"/>
    <path d="M${x - u * 0.52},${y - u * 7.4} Q${x - u * 0.5},${y - u * 8.15} ${x},${y - u * 8.1} Q${x + u * 0.5},${y - u * 8.15} ${x + u * 0.52},${y - u * 7.4} Q${x},${y - u * 7.8} ${x - u * 0.52},${y - u * 7.4}Z" fill="#3b2a20"/>
    ${blocks.join('')}`;
}

/** BT.601, limited range, with a little sensor noise that differs from frame to frame. */
function yuvOf(rgb: Uint8Array, frame: number): Uint8Array {
  const { widthPx: w, heightPx: h } = filmSize;
  const yuv = new Uint8Array((w * h * 3) / 2);
  for (let i = 0; i < w * h; i++) {
    const noise = (Math.imul(i + frame * 7919, 2654435761) >>> 28) - 8;
    yuv[i] = 16 + 0.257 * rgb[i * 3]! + 0.504 * rgb[i * 3 + 1]! + 0.098 * rgb[i * 3 + 2]! + noise * 0.4;
  }
  for (let row = 0; row < h / 2; row++) {
    for (let column = 0; column < w / 2; column++) {
      const i = (row * 2 * w + column * 2) * 3;
      const [r, g, b] = [rgb[i]!, rgb[i + 1]!, rgb[i + 2]!];
      const at = row * (w / 2) + column;
      yuv[w * h + at] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
      yuv[w * h * 1.25 + at] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
    }
  }
  return yuv;
}
