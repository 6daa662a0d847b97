/** The cameras as JSON. A city's list is megabytes, and nearly nothing in it changes from one console's start to the next. */
import { setImmediate } from 'node:timers/promises';
import { routes } from '../contract/routes.ts';
import { cameraView, type RegisteredCamera } from './camera-registry.ts';

type Written = { readonly of: RegisteredCamera; readonly text: string };

/** Alarms go before a list: this many are written in a few ms. */
const writtenAtOnce = 50;

/**
 * @returns writes the reply of `cameras.list`. Each camera is checked against the contract and written once for as long
 * as nothing about it changes; what is not written yet is written in pieces, with the centre's other work between them.
 */
export function createCameraTexts(): (cameras: readonly RegisteredCamera[]) => Promise<string> {
  const { element } = routes['cameras.list'].reply;
  const written = new WeakMap<RegisteredCamera['stored'], Written>();

  return async (cameras) => {
    const texts: string[] = [];
    let fresh = 0;
    for (const camera of cameras) {
      const known = written.get(camera.stored);
      if (known !== undefined && isShownAlike(known.of, camera)) {
        texts.push(known.text);
        continue;
      }
      const text = JSON.stringify(element.parse(cameraView(camera)));
      written.set(camera.stored, { of: camera, text });
      texts.push(text);
      if (++fresh % writtenAtOnce === 0) await setImmediate();
    }
    return `[${texts.join(',')}]`;
  };
}

/** Each report of its health makes a registered camera anew; little of that is in its view. */
function isShownAlike(one: RegisteredCamera, other: RegisteredCamera): boolean {
  return (
    one.source === other.source &&
    one.state === other.state &&
    one.stateMessage === other.stateMessage &&
    JSON.stringify(one.stateCause) === JSON.stringify(other.stateCause)
  );
}
