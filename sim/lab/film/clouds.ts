/** Small clouds before a low sun: the light of the whole place comes and goes within a quarter of a minute. */
import { randomOf } from '../../random.ts';
import type { Air } from '../../scene/scene.ts';

const share = 0.06;

export function clouds(seed: number): Air {
  const random = randomOf(seed, 'clouds');
  const waves = [13, 21, 34].map((seconds) => ({
    perMs: (2 * Math.PI) / (seconds * random.between(900, 1100)),
    phase: random.between(0, 2 * Math.PI),
  }));
  return ({ rgb }, { atMs }) => {
    const gain =
      1 + share * waves.reduce((sum, { perMs, phase }) => sum + Math.sin(perMs * atMs + phase) / 2, 0);
    for (let i = 0; i < rgb.length; i++) rgb[i] = rgb[i]! * gain;
  };
}
