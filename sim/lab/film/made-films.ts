/** Films as they are needed: the next is drawn by a child process while the last is looked at. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type FilmFiles, filmFiles, removeLeftovers } from '../../film/film.ts';
import type { Truth } from '../../film/truth.ts';
import type { Filmed } from './filmed.ts';
import { type FilmRecipe, filmOf } from './recipe.ts';
import type { FilmAnswer } from './worker.ts';

export type MadeFilm = { readonly film: Filmed; readonly filmPath: string; readonly truth: Truth };

/**
 * Yields every film with its truth, in order; never more than one is made ahead.
 * @param at.isKept films stay in the folder, and one that lies there already is not made again. Else each is removed once
 *   the next is asked for.
 * @throws when a film cannot be made.
 */
export async function* madeFilms(
  recipes: readonly FilmRecipe[],
  at: { readonly directory: string; readonly isKept: boolean },
): AsyncGenerator<MadeFilm> {
  await mkdir(at.directory, { recursive: true });
  await removeLeftovers(at.directory);
  const studio = new Studio(at.directory);
  const order = (index: number) => {
    const recipe = recipes[index];
    const files = recipe === undefined ? null : studio.make(recipe);
    // A failure is told when the film is waited for.
    files?.catch(() => {});
    return files;
  };
  try {
    let next = order(0);
    for (const [index, recipe] of recipes.entries()) {
      const files = (await next)!;
      next = order(index + 1);
      const truth = JSON.parse(await readFile(files.truthPath, 'utf8')) as Truth;
      yield { film: filmOf(recipe), filmPath: files.filmPath, truth };
      if (!at.isKept) await Promise.all(Object.values(files).map((path) => rm(path, { force: true })));
    }
  } finally {
    await studio.close();
  }
}

class Studio {
  readonly #directory: string;
  #child: ChildProcess | null = null;
  #complaint = '';

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** One at a time. */
  async make(recipe: FilmRecipe): Promise<FilmFiles> {
    const { id } = filmOf(recipe);
    const files = filmFiles(this.#directory, id);
    if (existsSync(files.filmPath)) return files;
    const child = this.#running();
    const left = new AbortController();
    try {
      child.send(recipe);
      const answer = await Promise.race([
        once(child, 'message', { signal: left.signal }).then(([said]) => said as FilmAnswer),
        once(child, 'close', { signal: left.signal }).then(([code, signal]): FilmAnswer => {
          this.#child = null;
          const message = `its process ended (${signal ?? code}). ${this.#complaint.trim()}`;
          return { kind: 'failed', id, message };
        }),
      ]);
      if (answer.kind === 'failed') throw new Error(`the film ${id} could not be made: ${answer.message}`);
      return files;
    } finally {
      left.abort();
    }
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
    await removeLeftovers(this.#directory);
  }

  #running(): ChildProcess {
    if (this.#child === null) {
      this.#complaint = '';
      this.#child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [this.#directory], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        this.#complaint = (this.#complaint + text).slice(-2_000);
      });
    }
    return this.#child;
  }
}
