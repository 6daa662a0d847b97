import { judgeInside } from './inside-area.ts';
import { isRiding } from './riding.ts';
import type { Judge } from './zone-scene.ts';

/**
 * Pedestrian on the carriageway: the foot of a person or bicycle (`categories`) has been strictly inside the area for `holdMs`
 * (default 1.5 s, longer than stepping off the kerb and back). Over `clearMs` (3 s) after the last has left. Riders and
 * drivers, whose box lies mostly within a confirmed vehicle's, are none. Works without calibration.
 *
 * What it cannot do: see who is hidden by a vehicle, or stands right behind one as the camera looks; tell road workers and
 * police from others; know of a pedestrian's green (draw the zone beside the crossing).
 */
export const judgePedestrianOnCarriageway: Judge<'pedestrian-on-carriageway'> = (rule, scene) =>
  judgeInside(rule, scene, (track) => !isRiding(scene, track));
