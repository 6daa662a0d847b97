/** A scene for privacy tests: one figure walks to and fro near the camera with a block code on its chest. */
import type { FigureLook } from '../film/figure-look.ts';
import { heightPx, type Scene, widthPx } from './scene.ts';

/** @param pattern rows of 0 (white) and 1 (black), top row first; 4 to 8 rows and columns stay legible. */
export function plantedScene(pattern: readonly (readonly number[])[], durationMs = 8_000): Scene {
  const look: FigureLook = {
    build: 3,
    pattern,
    colours: {
      skin: [204, 156, 124],
      hair: [60, 44, 34],
      top: [56, 88, 140],
      bottom: [42, 46, 60],
      shoes: [28, 26, 26],
      bag: [38, 42, 50],
      shirt: [222, 222, 226],
    },
  };
  return {
    id: 'planted-pattern',
    name: 'Planted pattern',
    purpose: 'Shows to tests that what is worn on a chest does not leave the camera process.',
    cityM: { x: 0, y: 0 },
    camera: { heightM: 2.6, yawDeg: 0, tiltDeg: 14, focalPx: 600, widthPx, heightPx },
    durationMs,
    light: {
      sun: { x: -0.5, y: 0.3, z: 0.8 },
      direct: 0.2,
      ambient: 0.8,
      sky: [200, 210, 220],
      isDusk: false,
    },
    noise: 1,
    zones: [],
    drawBackdrop(on) {
      on.raw(`<rect width="${widthPx}" height="${heightPx}" fill="#a9aaa6"/>`);
      on.ground(
        [
          { x: -30, y: 2 },
          { x: 30, y: 2 },
          { x: 30, y: 14 },
          { x: -30, y: 14 },
        ],
        { fill: '#8d8e8a' },
      );
      for (let x = -12; x <= 12; x += 2)
        on.wall({ x, y: 14 }, { x: x + 1, y: 14 }, 0, 3, { fill: '#7c7f86' });
    },
    world: () => ({
      step(atMs) {
        // Sideways along a shallow bow, the chest towards the camera all the while.
        const across = Math.sin((atMs / durationMs) * 2 * Math.PI);
        return [
          {
            kind: 'person',
            id: 1,
            x: 1.3 * across,
            y: 5.2,
            heading: Math.PI + 0.15 * across,
            stride: atMs / 160,
            stance: 'walking',
            look,
            heightM: 1.76,
          },
        ];
      },
    }),
  };
}
