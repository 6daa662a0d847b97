import type { LiveFrame, LiveHeader } from '../../contract/live.ts';
import { admit, emptyBacklog } from './backlog.ts';
import { type Painter, type PainterEvents, paint } from './painter.ts';
import { watchSilence } from './silence.ts';

const failuresBeforeGivingUp = 3;

/** VideoDecoder exists only in secure contexts: https, or http on localhost. */
export function hasWebCodecs(): boolean {
  return typeof VideoDecoder === 'function' && typeof EncodedVideoChunk === 'function';
}

/** Decodes Annex B access units one by one and draws each picture the moment it is decoded. */
export function webCodecsPainter(canvas: HTMLCanvasElement, events: PainterEvents): Painter {
  let header: LiveHeader | null = null;
  let decoder: VideoDecoder | null = null;
  let backlog = emptyBacklog;
  let failures = 0;
  const silence = watchSilence();
  let isClosed = false;

  function open(): void {
    drop();
    if (!header || isClosed) return;
    const own = new VideoDecoder({
      output(frame) {
        if (!isClosed && own === decoder) {
          failures = 0;
          silence.heard();
          paint(canvas, frame, { widthPx: frame.displayWidth, heightPx: frame.displayHeight });
          events.drawn(frame.timestamp / 1_000);
        }
        frame.close();
      },
      error(cause) {
        if (!isClosed && own === decoder) fail(cause);
      },
    });
    decoder = own;
    try {
      // No description: the stream is Annex B and brings its parameter sets with every key frame.
      own.configure({ codec: header.codec, optimizeForLatency: true });
    } catch (cause) {
      fail(cause);
    }
  }

  function drop(): void {
    if (decoder && decoder.state !== 'closed') decoder.close();
    decoder = null;
  }

  function fail(cause: unknown): void {
    drop();
    backlog = { ...backlog, needsKey: true };
    failures++;
    if (failures >= failuresBeforeGivingUp) events.failed(cause);
  }

  return {
    mode: 'webcodecs',
    header(next) {
      header = next;
      backlog = { ...backlog, needsKey: true };
      open();
    },
    accept(frame: LiveFrame) {
      if (!header || isClosed) return;
      const { backlog: next, admission } = admit(backlog, frame, {
        length: decoder?.decodeQueueSize ?? 0,
        nowMs: performance.now(),
      });
      backlog = next;
      if (admission === 'skip') return;
      if (admission === 'restart' || !decoder) open();
      if (silence.isTooLong(performance.now())) {
        events.failed(new Error('the decoder takes frames and gives no picture'));
        return;
      }
      try {
        decoder?.decode(
          new EncodedVideoChunk({
            type: frame.isKey ? 'key' : 'delta',
            timestamp: Math.round(frame.capturedAtMs * 1_000),
            data: frame.accessUnit,
          }),
        );
      } catch (cause) {
        fail(cause);
      }
    },
    skipped: () => backlog.skipped,
    close() {
      isClosed = true;
      drop();
    },
  };
}
