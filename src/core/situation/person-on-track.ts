import type { Category } from '../detection.ts';
import { judgeInside } from './inside-area.ts';
import type { Judge } from './zone-scene.ts';

/** Whoever pushes or rides a bicycle there is a person too. */
const categories: readonly Category[] = ['person', 'bicycle'];

/**
 * Person on the track: the foot of a person, or a bicycle, has been strictly inside the area for `holdMs` (default 0.5 s). Over
 * `clearMs` (3 s) after the last has left. Works without calibration. Someone before a train is told like anyone else: nothing
 * that a vehicle's box covers is left out here.
 *
 * What it cannot do: see feet below a platform's edge from the other side, tell staff from strangers, or know of a
 * possession of the line (disable the rule for it). Passengers behind the windows of a train in the area may be
 * taken for people on it where their box reaches down to its floor.
 *
 * The definition is `intrusion`'s with its default for a track, 0.5 s: an operator's choice, not a norm's.
 */
export const judgePersonOnTrack: Judge<'person-on-track'> = (rule, scene) =>
  judgeInside({ categories, holdMs: rule.holdMs }, scene);
