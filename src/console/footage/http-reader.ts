import { addressOf } from '../../contract/client.ts';
import { ApiProblem, call } from '../client.ts';
import { currentCity } from '../live.ts';
import type { FootageReader } from './footage-source.ts';

/** Footage as the server hands it out. @throws ApiProblem, or the signal's reason. */
export const httpReader: FootageReader = {
  list: (cameraId, span, signal) =>
    call('footage.list', { params: { id: cameraId }, query: { ...span, fragments: 'true' } }, signal),

  async read(segmentId, { offset, bytes }, signal) {
    const response = await fetch(addressOf('footage.segment', { params: { id: segmentId } }), {
      headers: { range: `bytes=${offset}-${offset + bytes - 1}` },
      credentials: 'same-origin',
      signal,
    });
    if (response.status !== 206 && response.status !== 200) throw new ApiProblem(response.status, null);
    const body = new Uint8Array(await response.arrayBuffer());
    const part = response.status === 200 ? body.subarray(offset, offset + bytes) : body;
    if (part.length !== bytes) throw new Error('footage came shorter than the index says');
    return part;
  },

  nowMs: () => Date.now() + currentCity().clockOffsetMs,
};
