/** A film played otherwise than it was taken: backwards, or at another speed. */
import type { OfflineRequest } from './offline-frame.ts';
import type { Picture } from './picture.ts';

/** Backwards, the whole film must lie in memory. */
const mostBytes = 1_500_000_000;

export type PlayedPicture = {
  readonly picture: Picture;
  /** The film's own index; counts down where it is played backwards. */
  readonly index: number;
  /** From the first picture played, ms. */
  readonly atMs: number;
};

/**
 * Pictures in the order they are played. Each must be freed by its taker; those that nobody took are freed here.
 * @throws RangeError for a film too long to be played backwards.
 */
export async function* replayed(
  source: AsyncIterable<Picture>,
  replay: OfflineRequest['replay'],
): AsyncGenerator<PlayedPicture> {
  const isReversed = replay?.isReversed ?? false;
  let played = 0;
  let originMs: number | null = null;
  for await (const { picture, index } of isReversed ? backwards(source) : forwards(source)) {
    originMs ??= picture.atMs;
    const fps = replay?.fps ?? null;
    const atMs = fps === null ? Math.abs(picture.atMs - originMs) : (played * 1000) / fps;
    played++;
    yield { picture, index, atMs };
  }
}

async function* forwards(source: AsyncIterable<Picture>) {
  let index = 0;
  for await (const picture of source) yield { picture, index: index++ };
}

async function* backwards(source: AsyncIterable<Picture>) {
  const held: Picture[] = [];
  let bytes = 0;
  try {
    for await (const picture of source) {
      held.push(picture);
      bytes += picture.widthPx * picture.heightPx * 1.5;
      if (bytes > mostBytes) {
        throw new RangeError('The film is too long to be played backwards: cut it, or make it smaller');
      }
    }
    for (let picture = held.pop(); picture !== undefined; picture = held.pop()) {
      yield { picture, index: held.length };
    }
  } finally {
    for (const picture of held) picture.free();
  }
}
