/** A child process that makes the films it is sent, one after another: a fault of the encoder ends it and not the evaluation. */
import { makeFilm } from '../../film/film.ts';
import { type FilmRecipe, filmOf } from './recipe.ts';

export type FilmAnswer =
  | { readonly kind: 'made'; readonly id: string }
  | { readonly kind: 'failed'; readonly id: string; readonly message: string };

const directory = process.argv[2]!;
const tell = (answer: FilmAnswer) => process.send?.(answer);

// The parent is gone: nobody waits for the films.
process.on('disconnect', () => process.exit(1));

process.on('message', async (recipe: FilmRecipe) => {
  const film = filmOf(recipe);
  try {
    await makeFilm(film.scene(), { directory, seed: film.seed, events: film.truth });
    tell({ kind: 'made', id: film.id });
  } catch (error) {
    const { message, cause } = error as Error;
    tell({
      kind: 'failed',
      id: film.id,
      message: cause instanceof Error ? `${message}: ${cause.message}` : message,
    });
  }
});
