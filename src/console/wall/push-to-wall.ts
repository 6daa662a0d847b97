import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import type { Words } from '../words/index.ts';

/** Shows a camera on every open wall, and says so. @param alarmId what it is about; null: the camera alone. */
export async function pushToWall(
  camera: { readonly id: string; readonly name: string },
  alarmId: string | null,
  words: Words,
): Promise<void> {
  try {
    await call('wall.push', { body: { cameraId: camera.id, alarmId } });
    say(words.wall.pushed(camera.name));
  } catch (cause) {
    say(problemText(cause, words));
  }
}
