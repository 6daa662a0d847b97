/**
 * Framing of the masked live stream on the WebSocket /api/cameras/:id/live.
 * Text message first and whenever the stream changes: LiveHeader as JSON. Then binary messages, one per frame:
 *   byte 0      1 = key frame, 0 = delta
 *   bytes 1-8   capture time, UTC ms, float64 little endian
 *   bytes 9-16  server time when sent, UTC ms, float64 little endian
 *   bytes 17-   one H.264 access unit, Annex B, SPS and PPS in front of every key frame, no B frames
 * A viewer that cannot keep up loses whole groups of pictures, never single frames; the first frame is always a key frame.
 */
import type { StateCause } from './state-cause.ts';

export type LiveHeader = {
  readonly type: 'header';
  readonly cameraId: string;
  /** RFC 6381, for VideoDecoder.configure. */
  readonly codec: string;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** Sent as text when there is no picture: the tile dims and says why. */
export type LiveNotice = {
  readonly type: 'notice';
  readonly state: string;
  readonly message: string | null;
  /** For the viewer's own language; null with `message`. */
  readonly cause: StateCause | null;
};

export const liveFrameHeaderBytes = 17;

export type LiveFrame = {
  readonly isKey: boolean;
  readonly capturedAtMs: number;
  readonly sentAtMs: number;
  readonly accessUnit: Uint8Array;
};

export function encodeLiveFrame(frame: LiveFrame): Uint8Array {
  const bytes = new Uint8Array(liveFrameHeaderBytes + frame.accessUnit.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, frame.isKey ? 1 : 0);
  view.setFloat64(1, frame.capturedAtMs, true);
  view.setFloat64(9, frame.sentAtMs, true);
  bytes.set(frame.accessUnit, liveFrameHeaderBytes);
  return bytes;
}

/** @throws RangeError for a message shorter than its header. */
export function decodeLiveFrame(message: ArrayBuffer): LiveFrame {
  const view = new DataView(message);
  return {
    isKey: view.getUint8(0) === 1,
    capturedAtMs: view.getFloat64(1, true),
    sentAtMs: view.getFloat64(9, true),
    accessUnit: new Uint8Array(message, liveFrameHeaderBytes),
  };
}
