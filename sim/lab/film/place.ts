/** What stands before the laboratory's cameras: one invented place for each of its views. */
import type { Backdrop } from '../../film/backdrop.ts';
import { motorway } from '../../scene/motorway.ts';
import { drawFacade, drawTree } from '../../scene/street-furniture.ts';
import type { PinholeOptions, Point3 } from '../../world/pinhole.ts';
import { views } from '../stage.ts';
import { drawField, drawGrain, drawSlabs } from './paving.ts';

export type Place = {
  draw(on: Backdrop): void;
  /** Where lamps burn at dusk. */
  readonly lamps: readonly Point3[];
};

/** @throws for a view that has no place: a fault of the story. */
export function placeOf(view: PinholeOptions): Place {
  const place = places.get(view);
  if (place === undefined) throw new Error('no place is drawn for this view');
  return place;
}

const everywhere = { x0: -60, y0: 2, x1: 60, y1: 80 };

const road: Place = {
  draw: (on) => motorway.drawBackdrop(on),
  lamps: [
    { x: 0, y: 32, z: 9 },
    { x: 0, y: 52, z: 9 },
    { x: 0, y: 80, z: 9 },
  ],
};

function drawPlaza(on: Backdrop): void {
  drawSky(on);
  drawField(on, everywhere, '#8e8c84');
  drawSlabs(on, { x0: -24, y0: 4, x1: 24, y1: 32 }, '#a3a098', 1.2);
  drawGrain(on);
  for (const [x0, x1, top, fill, columns] of [
    [-40, -17, 8, '#8d7f74', 7],
    [-17, -3, 6.5, '#a08a72', 5],
    [-3, 12, 8.4, '#7f8588', 5],
    [12, 40, 7, '#96806f', 8],
  ] as const) {
    drawFacade(on, { x0, x1, y: 32, top, fill, columns, lit: () => false });
  }
  for (const [x, y, seed] of [
    [-15, 27, 3],
    [15.5, 28, 5],
  ] as const) {
    drawTree(on, { x, y }, { heightM: 6, crownM: 2.3, leaf: '#6a8050', seed });
  }
}

function drawCrowdPlace(on: Backdrop): void {
  drawField(on, everywhere, '#8e8c84');
  drawSlabs(on, { x0: -18, y0: 2, x1: 18, y1: 26 }, '#a6a29a', 1);
  drawField(on, { x0: -18, y0: 20, x1: 18, y1: 21.2 }, '#c4beb0', 0.8);
  drawGrain(on);
  on.wall({ x: -30, y: 26 }, { x: 30, y: 26 }, 0, 7, { fill: '#857a70' });
}

function drawPlatform(on: Backdrop): void {
  drawSky(on);
  drawField(on, everywhere, '#8a9478');
  drawField(on, { x0: 1, y0: 2, x1: 5.2, y1: 120 }, '#736d66');
  for (let y = 4; y < 60; y += 0.7) on.stripe({ x: 1.3, y }, { x: 4.1, y }, 0.26, { fill: '#564d45' });
  for (const x of [1.98, 3.42]) {
    on.stripe({ x, y: 3 }, { x, y: 120 }, 0.12, { fill: '#454341' });
    on.stripe({ x, y: 3 }, { x, y: 120 }, 0.05, { fill: '#c4c6c8' });
  }
  drawSlabs(on, { x0: -9, y0: 2, x1: 0.9, y1: 50 }, '#aeaaa2', 0.9);
  on.stripe({ x: 0.15, y: 2 }, { x: 0.15, y: 50 }, 0.28, { fill: '#d2b24a' });
  on.stripe({ x: 0.82, y: 2 }, { x: 0.82, y: 50 }, 0.16, { fill: '#e4e2da' });
  drawGrain(on);
  on.polygon(
    [
      { x: -9, y: 4, z: 0 },
      { x: -9, y: 50, z: 0 },
      { x: -9, y: 50, z: 3.6 },
      { x: -9, y: 4, z: 3.6 },
    ],
    { fill: '#7d8286' },
  );
  on.polygon(
    [
      { x: 7, y: 4, z: 0 },
      { x: 7, y: 90, z: 0 },
      { x: 7, y: 90, z: 1.6 },
      { x: 7, y: 4, z: 1.6 },
    ],
    { fill: '#867c6c' },
  );
}

function drawHall(on: Backdrop): void {
  on.raw(`<rect width="${on.camera.widthPx}" height="${on.camera.heightPx}" fill="#9a9690"/>`);
  drawSlabs(on, { x0: -14, y0: 2, x1: 14, y1: 18 }, '#b4aea4', 0.8);
  drawGrain(on);
  const wall = [
    { x: -16, y: 18 },
    { x: 16, y: 18 },
  ] as const;
  on.wall(...wall, 0, 6, { fill: '#8f8a86' });
  on.wall(...wall, 0, 0.3, { fill: '#5c5854' });
  on.windows(...wall, { columns: 8, rows: [[0.1, 2.4]], share: 0.4 }, (column) => ({
    fill: column % 3 === 0 ? '#5d6a70' : '#77706a',
  }));
}

function drawSky(on: Backdrop): void {
  on.raw(`<rect width="${on.camera.widthPx}" height="${on.camera.heightPx}" fill="#c3ccd2"/>`);
}

const places = new Map<PinholeOptions, Place>([
  [
    views.plaza,
    {
      draw: drawPlaza,
      lamps: [
        { x: -7, y: 20, z: 5 },
        { x: 6, y: 13, z: 5 },
        { x: 8, y: 25, z: 5 },
      ],
    },
  ],
  [
    views.crowd,
    {
      draw: drawCrowdPlace,
      lamps: [
        { x: -5, y: 15, z: 6 },
        { x: 5, y: 12, z: 6 },
      ],
    },
  ],
  [views.road, road],
  [views.mast, road],
  [
    views.platform,
    {
      draw: drawPlatform,
      lamps: [
        { x: -2, y: 10, z: 4.5 },
        { x: -2, y: 18, z: 4.5 },
        { x: -2, y: 28, z: 4.5 },
      ],
    },
  ],
  [
    views.hall,
    {
      draw: drawHall,
      lamps: [
        { x: -2.5, y: 9, z: 4 },
        { x: 2.5, y: 13, z: 4 },
      ],
    },
  ],
]);
