import { levelOfService } from '../level-of-service.ts';
import { countOf } from '../measure/count.ts';
import { densityOf } from '../measure/density.ts';
import { countBand } from '../measure/error-band.ts';
import { crowdingVerdict } from './crowding-verdict.ts';
import type { Judge } from './zone-scene.ts';

/**
 * Crowding: the zone's density has stood at or above `limitPerM2` (people per m2, default 1.08: the end of Fruin's level D)
 * for `holdMs`; over once under 90 % of it for `clearMs`. With `limitCount` set, that many people are enough as well; without
 * calibration they are the only measure. The density is the mean of the last second; to judge it, the ground that is hidden
 * behind people is taken to be half as full as the rest, so an alarm may come at a density that reads a little below its
 * limit, beside the share of the zone that is seen.
 *
 * Between 1 and 2 per m2, the sooner the lower the camera hangs, people begin to hide each other from boxes: the density
 * then comes from the area that people cover (its note is 'by-area', its error band that estimator's own), and is judged
 * like any other.
 *
 * What it cannot do: tell densities above 2 per m2 apart where the area cannot either: not calibrated yet, no usable
 * picture, or the place all covered. Beyond that range it counts as crowded, whatever the limit, unless the area that people
 * cover says with one standard deviation that so many there cannot be; the level of service may be worse than said. It
 * does not feel pressure.
 * @see Fruin 1971; Still, Crowd Science and Crowd Management
 */
export const judgeCrowding: Judge<'crowding'> = (rule, scene) => {
  const density = densityOf(scene.window);
  const count = countOf(scene.window, 'person');
  const verdict = crowdingVerdict(rule, {
    density,
    count: { value: count.value, errorBand: count.value === null ? null : countBand(count.value, 'person') },
    seenShare: scene.window.seenShare,
    mostPerM2: scene.window.beyond?.mostPerM2 ?? 0,
  });
  return {
    ...verdict,
    sinceMs: null,
    levelOfService: density.value === null ? null : levelOfService(density.value),
    // Each person more is no news: the level of service tells when it grows worse.
    causes: 0,
    because: () => (density.value === null ? [count] : [density, count]),
  };
};
