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
  on.raw(
    `<ellipse cx="${foot.x + 0.5 * s}" cy="${foot.y}" rx="${crown * 0.9}" ry="${crown * 0.22}" fill="#000" opacity=".22"/>`,
  );
  on.raw(
    `<path d="M${foot.x - 0.14 * s} ${foot.y} L${foot.x - 0.07 * s} ${top + crown} L${foot.x + 0.08 * s} ${top + crown} L${foot.x + 0.15 * s} ${foot.y}Z" fill="#4a3d33"/>`,
  );
  // Darker clumps below, lighter above: a crown of leaves without drawing one.
  for (let i = 0; i < 60; i++) {
    const t = i / 60;
    const angle = random.between(0, 2 * Math.PI);
    const out = Math.sqrt(random.next()) * crown * 0.86;
    const cx = foot.x + Math.cos(angle) * out;
    const cy = top + crown * (1.06 - 0.12 * t) + Math.sin(angle) * out * 0.82 - t * crown * 0.14;
    const r = crown * random.between(0.14, 0.27);
    on.raw(
      `<ellipse cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" rx="${r.toFixed(1)}" ry="${(r * 0.8).toFixed(1)}" fill="${tone(look.leaf, 0.62 + 0.55 * t + random.between(-0.1, 0.1))}" opacity=".92"/>`,
    );
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
