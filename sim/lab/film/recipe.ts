/** What a film is made from, in plain data: another process makes the same film of it. */
import type { Condition } from '../scenario.ts';
import { negatives, stories } from '../scenario-set.ts';
import { quietStories } from '../story/quiet.ts';
import { type Filmed, filmed } from './filmed.ts';

export type FilmRecipe = {
  readonly storyId: string;
  readonly seed: number;
  readonly condition: Condition;
  /** Only this much of a long story; null: all of it. */
  readonly part: { readonly fromMs: number; readonly durationMs: number } | null;
};

const all = [...stories, ...negatives, ...quietStories];

/** @throws for a story that is not told. */
export function filmOf(recipe: FilmRecipe): Filmed {
  const { storyId, seed, condition, part } = recipe;
  const story = all.find(({ id }) => id === storyId);
  if (story === undefined) throw new Error(`no story of the laboratory is called ${storyId}`);
  return filmed(story, { seed, condition, ...(part === null ? {} : { part }) });
}
