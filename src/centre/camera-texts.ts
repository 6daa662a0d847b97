/** The cameras as JSON. A city's list is megabytes, and nearly nothing in it changes from one console's start to the next. */
import { routes } from '../contract/routes.ts';
import { cameraView, type RegisteredCamera } from './camera-registry.ts';
import { writeList } from './http/write-list.ts';

type Written = { readonly of: RegisteredCamera; readonly text: string };

/**
 * @returns writes the reply of `cameras.list`. Each camera is checked against the contract and written once for as long
 * as nothing about it changes. What is stored of a camera must not be changed in place.
 */
export function createCameraTexts(): (cameras: readonly RegisteredCamera[]) => Promise<string> {
  const { element } = routes['cameras.list'].reply;
  const written = new WeakMap<RegisteredCamera['stored'], Written>();

  function textOf(camera: RegisteredCamera): string {
    const known = written.get(camera.stored);
    if (known !== undefined && isShownAlike(known.of, camera)) return known.text;
    const text = JSON.stringify(element.parse(cameraView(camera)));
    written.set(camera.stored, { of: camera, text });
    return text;
  }
  return (cameras) => writeList(cameras, textOf);
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
