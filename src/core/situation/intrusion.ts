import { judgeInside } from './inside-area.ts';
import type { Judge } from './zone-scene.ts';

/**
 * Intrusion: the foot of a person, bicycle or vehicle (`categories`) has been strictly inside the area for `holdMs` (0.5 s on
 * a track, 1.5 s on a carriageway). Being seen outside begins the time anew; being missed for under a second does not.
 * Open while anything of the kind stays inside, over `clearMs` after the last has left. Works without calibration and
 * at any size that the detector finds.
 *
 * What it cannot do: see feet that hide behind something in front of the area, or tell staff from strangers.
 */
export const judgeIntrusion: Judge<'intrusion'> = (rule, scene) => judgeInside(rule, scene);
