/** A child process that makes films one after another: started by city.ts with its folder, seed and scenes as arguments. */
import os from 'node:os';
import { scenes } from '../scene/index.ts';
import { makeFilm } from './film.ts';

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly sceneId: string; readonly share: number }
  | { readonly kind: 'done'; readonly sceneId: string };

const [directory, seed, ...wanted] = process.argv.slice(2);
const tell = (message: WorkerMessage) => process.send?.(message);

// The parent is gone: nobody waits for the films.
process.on('disconnect', () => process.exit(1));

// Cameras that already watch come first.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

for (const sceneId of wanted) {
  const scene = scenes.find(({ id }) => id === sceneId);
  if (!scene || !directory) throw new Error(`no scene called ${sceneId}`);
  await makeFilm(scene, {
    directory,
    seed: Number(seed),
    onProgress: (share) => tell({ kind: 'progress', sceneId, share }),
  });
  tell({ kind: 'done', sceneId });
}
process.disconnect?.();
process.exit(0);
