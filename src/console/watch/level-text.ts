import type { Words } from '../words/index.ts';
import type { Level } from './plans-in-view.ts';

/** In the site's own words where there are some. */
export function levelText({ level, name }: Level, words: Words): string {
  return name || words.watch.level(level);
}
