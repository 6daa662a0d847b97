/** Which films there are: the laboratory's stories and hard negatives in every condition, and parts of its quiet hours. */
import { type ZoneSituationKind, zoneSituationKinds } from '../../../src/core/zone.ts';
import type { Story } from '../play.ts';
import { conditions } from '../scenario.ts';
import { negatives, stories } from '../scenario-set.ts';
import { quietStories } from '../story/quiet.ts';
import type { FilmRecipe } from './recipe.ts';

/** So often each story is filmed in each condition, as the scenario set plays them. Hard negatives once. */
const tellings = 2;

/**
 * The whole set, over 200 events. Any beginning of it is spread over the kinds and conditions, with one hard negative to two
 * stories, so that a part of it says something too.
 */
export function filmSet(
  seed: number,
  kinds: readonly ZoneSituationKind[] = zoneSituationKinds,
): readonly FilmRecipe[] {
  const ofKinds = kinds.map((kind) => {
    const offset = zoneSituationKinds.indexOf(kind);
    const isOfKind = (story: Story) => story.kind === kind;
    const told = tell(stories.filter(isOfKind), tellings, { seed, offset });
    const untrue = tell(negatives.filter(isOfKind), 1, { seed, offset: offset + 2 });
    return twoToOne(told, untrue);
  });
  const longest = Math.max(0, ...ofKinds.map(({ length }) => length));
  return Array.from({ length: longest }, (_, n) => ofKinds.flatMap((of) => of[n] ?? [])).flat();
}

function tell(
  of: readonly Story[],
  times: number,
  at: { readonly seed: number; readonly offset: number },
): readonly FilmRecipe[] {
  return Array.from({ length: of.length * conditions.length * times }, (_, n) => {
    const story = n % of.length;
    const c = (Math.floor(n / of.length) + 2 * story + at.offset) % conditions.length;
    const telling = Math.floor(n / (of.length * conditions.length));
    const seed = at.seed + 1_000 * telling + 10 * c;
    return { storyId: of[story]!.id, seed, condition: conditions[c]!, part: null };
  });
}

function twoToOne<T>(many: readonly T[], few: readonly T[]): readonly T[] {
  const rounds = Math.max(Math.ceil(many.length / 2), few.length);
  return Array.from({ length: rounds }, (_, i) => [
    ...many.slice(2 * i, 2 * i + 2),
    ...few.slice(i, i + 1),
  ]).flat();
}

/** A film is no longer than this: it lies on the disk while it is analysed. */
const partMs = 300_000;
/** The last ten minutes of a quiet hour empty themselves. */
const partsOfHour = 10;

/** @param hours of ordinary life without any event, in films of five minutes: every place and condition in turn. */
export function quietFilms(seed: number, hours: number): readonly FilmRecipe[] {
  return Array.from({ length: Math.ceil((hours * 3_600_000) / partMs) }, (_, i) => {
    const round = Math.floor(i / quietStories.length);
    return {
      storyId: quietStories[i % quietStories.length]!.id,
      seed: seed + i,
      condition: conditions[i % conditions.length]!,
      part: { fromMs: ((3 * round + 1) % partsOfHour) * partMs, durationMs: partMs },
    };
  });
}
