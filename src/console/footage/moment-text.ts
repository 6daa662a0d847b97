import type { Words } from '../words/index.ts';
import type { Moment } from './moments.ts';

export type { Moment } from './moments.ts';

/** A moment in a few words. */
export function momentsText(moment: Moment, words: Words): string {
  switch (moment.kind) {
    case 'alarm':
      return words.alarms.kinds[moment.situation.kind];
    case 'bookmark':
      return words.footage.bookmarkBy(moment.bookmark.text, moment.bookmark.madeBy);
    case 'gap':
      return words.footage.gaps[moment.hole.cause];
  }
}
