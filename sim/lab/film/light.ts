/** What a condition of the laboratory is in a picture: its light, its noise, and its air. */
import type { Light } from '../../film/lit-vehicle.ts';
import type { Air } from '../../scene/scene.ts';
import type { Pinhole } from '../../world/pinhole.ts';
import type { Condition } from '../scenario.ts';
import { clouds } from './clouds.ts';
import { dusk } from './dusk.ts';
import type { Place } from './place.ts';
import { rain } from './rain.ts';
import { shake } from './shake.ts';

export type Look = { readonly light: Light; readonly noise: number; readonly air?: Air };

const sun = { x: -0.55, y: 0.3, z: 0.78 };
const day: Light = { sun, direct: 0.4, ambient: 0.68, sky: [200, 212, 224], isDusk: false };
const overcast: Light = { ...day, direct: 0.1, ambient: 0.85, sky: [190, 196, 202] };

export function lookOf(
  condition: Condition,
  of: { readonly seed: number; readonly eye: Pinhole; readonly place: Place },
): Look {
  switch (condition) {
    case 'day':
      return { light: day, noise: 1.3 };
    case 'dusk':
      return { light: { ...overcast, isDusk: true }, noise: 4.5, air: dusk(of.eye, of.place.lamps) };
    case 'rain':
      return { light: overcast, noise: 2, air: rain(of.seed) };
    case 'shadows':
      // A low sun from the side: shadows about three times as long as what casts them.
      return {
        light: { ...day, sun: { x: -0.86, y: 0.4, z: 0.31 }, direct: 0.75, ambient: 0.6 },
        noise: 1.3,
        air: clouds(of.seed),
      };
    case 'shake':
      return { light: day, noise: 1.3, air: shake(of.seed) };
  }
}
