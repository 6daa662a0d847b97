/** Lamps, trees, fences, house fronts: what the scenes share. */
import type { Point } from '../../src/core/geometry.ts';
import type { Backdrop } from '../film/backdrop.ts';
import { randomOf } from '../random.ts';
import type { Wall } from '../world/walkers.ts';

/** Walls along a regular polygon round a thing. */
export function ring(centre: Point, radiusM: number, sides: number): Wall[] {
  const at = (i: number) => ({
    x: centre.x + radiusM * Math.cos((2 * Math.PI * i) / sides),
    y: centre.y + radiusM * Math.sin((2 * Math.PI * i) / sides),
  });
  return Array.from({ length: sides }, (_, i) => [at(i), at(i + 1)] as const);
}

export function drawLamp(on: Backdrop, at: Point, heightM: number): void {
  const foot = on.at({ ...at, z: 0 });
  const head = on.at({ ...at, z: heightM });
  const s = foot.pxPerM;
  on.define(
    `<radialGradient id="glow${Math.round(head.x)}"><stop offset="0" stop-color="#ffe2a8" stop-opacity=".75"/><stop offset="1" stop-color="#ffce85" stop-opacity="0"/></radialGradient>`,
  );
  on.raw(
    `<path d="M${foot.x - 0.055 * s} ${foot.y} L${head.x - 0.035 * s} ${head.y} L${head.x + 0.035 * s} ${head.y} L${foot.x + 0.055 * s} ${foot.y}Z" fill="#2c3034"/>`,
  );
  on.raw(`<ellipse cx="${foot.x}" cy="${foot.y}" rx="${0.17 * s}" ry="${0.06 * s}" fill="#2c3034"/>`);
  on.raw(`<circle cx="${head.x}" cy="${head.y}" r="${0.95 * s}" fill="url(#glow${Math.round(head.x)})"/>`);
  on.raw(
    `<path d="M${head.x - 0.13 * s} ${head.y} L${head.x - 0.2 * s} ${head.y - 0.38 * s} L${head.x + 0.2 * s} ${head.y - 0.38 * s} L${head.x + 0.13 * s} ${head.y}Z" fill="#ffe9bd"/>`,
  );
  on.raw(
    `<path d="M${head.x - 0.23 * s} ${head.y - 0.38 * s} L${head.x} ${head.y - 0.56 * s} L${head.x + 0.23 * s} ${head.y - 0.38 * s}Z" fill="#26292d"/>`,
  );
}

/**
 * A tree whose crown is leaves on boughs, with an uneven outline and gaps: one round ball on a stick is, to a detector of
 * people, somebody who stands there.
 */
export function drawTree(
  on: Backdrop,
  at: Point,
  look: { readonly heightM: number; readonly crownM: number; readonly leaf: string; readonly seed: number },
): void {
  const foot = on.at({ ...at, z: 0 });
  const s = foot.pxPerM;
  const random = randomOf(look.seed, 'tree');
  const top = foot.y - look.heightM * s;
  const crown = look.crownM * s;
  const heart = { x: foot.x, y: top + crown * 0.95 };
  on.raw(
    `<ellipse cx="${foot.x + 0.5 * s}" cy="${foot.y}" rx="${crown * 0.9}" ry="${crown * 0.22}" fill="#000" opacity=".22"/>`,
  );
  const fork = foot.y + (heart.y - foot.y) * 0.62;
  on.raw(
    `<path d="M${foot.x - 0.14 * s} ${foot.y} L${foot.x - 0.09 * s} ${fork} L${foot.x + 0.1 * s} ${fork} L${foot.x + 0.15 * s} ${foot.y}Z" fill="#4a3d33"/>`,
  );
  const lobes = Array.from({ length: 9 }, (_, i) => {
    const angle = (2 * Math.PI * (i + random.between(-0.3, 0.3))) / 8;
    const out = i === 8 ? 0 : crown * random.between(0.5, 0.78);
    return {
      x: heart.x + Math.cos(angle) * out,
      y: heart.y + Math.sin(angle) * out * 0.72,
      r: crown * random.between(0.3, 0.46),
    };
  });
  for (const lobe of lobes) {
    on.raw(
      `<path d="M${foot.x} ${fork} Q${foot.x} ${(fork + lobe.y) / 2} ${lobe.x} ${lobe.y}" fill="none" stroke="#4a3d33" stroke-width="${0.07 * s}"/>`,
    );
  }
  // The far leaves first, in the shade; the near ones catch the sky from above.
  for (const [share, light] of [
    [1, 0.55],
    [0.92, 0.75],
    [0.8, 0.95],
  ] as const) {
    for (const lobe of lobes) {
      for (let i = 0; i < 34; i++) {
        const angle = random.between(0, 2 * Math.PI);
        const out = Math.sqrt(random.next()) * lobe.r * share;
        const x = lobe.x + Math.cos(angle) * out;
        const y = lobe.y + Math.sin(angle) * out * 0.8 - (light - 0.55) * lobe.r * 0.5;
        const r = crown * random.between(0.03, 0.07);
        const sky = (heart.y - y) / crown;
        const fill = tone(look.leaf, light + 0.16 * sky + random.between(-0.12, 0.12));
        on.raw(
          `<ellipse cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" rx="${r.toFixed(1)}" ry="${(r * 0.65).toFixed(1)}" fill="${fill}"/>`,
        );
      }
    }
  }
}

/** A red and white barrier between two ground points. */
export function closedFence(on: Backdrop, from: Point, to: Point): void {
  const long = Math.hypot(to.x - from.x, to.y - from.y);
  const count = Math.max(2, Math.round(long / 0.5));
  const at = (t: number) => ({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t });
  for (let i = 0; i <= count; i += 4) {
    const p = on.at({ ...at(i / count), z: 0 });
    on.raw(
      `<path d="M${p.x} ${p.y} l0 ${-0.95 * p.pxPerM}" stroke="#4a4a4c" stroke-width="${0.06 * p.pxPerM}"/>`,
    );
  }
  for (let i = 0; i < count; i++) {
    on.wall(at(i / count), at((i + 1) / count), 0.68, 0.9, { fill: i % 2 ? '#e9e4da' : '#b8402f' });
  }
}

/** A traffic cone half a metre high. */
export function drawCone(on: Backdrop, at: Point): void {
  const foot = on.at({ ...at, z: 0 });
  const top = on.at({ ...at, z: 0.55 });
  const s = foot.pxPerM;
  const half = (t: number) => (0.17 - 0.14 * t) * s;
  const y = (t: number) => foot.y + (top.y - foot.y) * t;
  const band = (a: number, b: number, fill: string) =>
    on.raw(
      `<path d="M${foot.x - half(a)} ${y(a)}L${foot.x + half(a)} ${y(a)}L${foot.x + half(b)} ${y(b)}L${foot.x - half(b)} ${y(b)}Z" fill="${fill}"/>`,
    );
  on.raw(`<ellipse cx="${foot.x}" cy="${foot.y}" rx="${0.25 * s}" ry="${0.08 * s}" fill="#8c3a22"/>`);
  band(0, 1, '#d4572f');
  band(0.38, 0.66, '#efe9de');
}

/** A house front on a wall of constant y, with windows of which some are lit, and a shop below. */
export function drawFacade(
  on: Backdrop,
  house: {
    readonly x0: number;
    readonly x1: number;
    readonly y: number;
    readonly top: number;
    readonly fill: string;
    readonly columns: number;
    readonly lit: (column: number, row: number) => boolean;
  },
): void {
  const { x0, x1, y, top, fill } = house;
  const a = { x: x0, y };
  const b = { x: x1, y };
  on.wall(a, b, 0, top, { fill });
  on.wall(a, b, top - 0.25, top, { fill: tone(fill, 1.16) });
  on.wall(a, b, 3.1, 3.3, { fill: tone(fill, 1.12) });
  on.wall(a, { x: x0 + 0.12, y }, 0, top, { fill: tone(fill, 0.7) });
  const rows = [[4, 5.6]] as [number, number][];
  if (top > 7.2) rows.push([6.3, 7.7]);
  on.windows(a, b, { columns: house.columns, rows, share: 0.5 }, () => ({ fill: tone(fill, 1.2) }));
  on.windows(
    a,
    b,
    {
      columns: house.columns,
      rows: rows.map(([low, high]) => [low + 0.1, high - 0.08] as const),
      share: 0.42,
    },
    (column, row) => ({
      fill: house.lit(column, row) ? '#ffd48a' : '#39424f',
    }),
  );
  const shops = Math.max(2, Math.floor(house.columns / 2));
  on.windows(a, b, { columns: shops, rows: [[0.5, 2.7]], share: 0.78 }, (column) => ({
    fill: house.lit(column, 9) ? '#f0c078' : '#46505c',
  }));
  on.windows(a, b, { columns: shops, rows: [[2.6, 3]], share: 0.84 }, (column) => ({
    fill: ['#7a3f3a', '#3d5c62', '#6a5a38', '#4b4f6a'][(column + Math.round(Math.abs(x0))) % 4]!,
  }));
  on.wall(a, b, 0, 0.35, { fill: tone(fill, 0.62) });
}

/** A colour made darker (< 1) or lighter (> 1). */
export function tone(hex: string, by: number): string {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16);
    return Math.max(0, Math.min(255, Math.round(value * by)))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}
