/** The scenes of the city, the quickest drawn first so that a first picture comes soon. */
import { junction } from './junction.ts';
import { motorway } from './motorway.ts';
import { platform } from './platform.ts';
import type { Scene } from './scene.ts';
import { square } from './square.ts';

export const scenes: readonly Scene[] = [motorway, square, junction, platform];
