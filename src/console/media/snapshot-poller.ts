import { paint } from './painter.ts';

const everyMs = 1_000;

export type SnapshotPoller = { close(): void };

/** Last resort: the newest masked frame as a picture, once a second or only once. Never two requests at a time. */
export function pollSnapshots(
  address: string,
  canvas: HTMLCanvasElement,
  times: 'once' | 'always',
  drawn: (snapshot: { capturedAtMs: number | null }) => void,
): SnapshotPoller {
  const aborter = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function take(): Promise<void> {
    try {
      const reply = await fetch(address, { signal: aborter.signal, cache: 'no-store' });
      if (reply.ok) {
        const picture = await createImageBitmap(await reply.blob());
        if (!aborter.signal.aborted) {
          paint(canvas, picture, { widthPx: picture.width, heightPx: picture.height });
          drawn({ capturedAtMs: captureTime(reply.headers) });
        }
        picture.close();
      }
    } catch {
      // The next second tries again; meanwhile the age on the tile grows and says so.
    }
    if (times === 'always' && !aborter.signal.aborted) timer = setTimeout(take, everyMs);
  }

  void take();
  return {
    close() {
      aborter.abort();
      clearTimeout(timer);
    },
  };
}

/** When the snapshot was captured, by the server's word; null when it does not say. */
export function captureTime(headers: Headers): number | null {
  const exact = Number(headers.get('x-captured-at-ms') ?? Number.NaN);
  if (Number.isFinite(exact) && exact > 0) return exact;
  const modified = Date.parse(headers.get('last-modified') ?? '');
  return Number.isFinite(modified) ? modified : null;
}
