/** Plays a film that is still being made, through Media Source Extensions. */

/** Nothing new is there yet. */
const waitMs = 500;
const pieceBytes = 2_000_000;
/** So far ahead of the picture is enough: the rest stays on the server until it is near. */
const aheadS = 120;

/** @param madeBytes how much there is by now. Ends with the signal. @throws Error when this browser cannot play it piece by piece. */
export async function feedGrowingFilm(
  video: HTMLVideoElement,
  address: string,
  madeBytes: () => number,
  signal: AbortSignal,
): Promise<void> {
  const source = new MediaSource();
  const url = URL.createObjectURL(source);
  signal.addEventListener('abort', () => URL.revokeObjectURL(url));
  video.src = url;
  await new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }));
  let buffer: SourceBuffer | null = null;
  for (let offset = 0; !signal.aborted; ) {
    const { buffered } = video;
    const end = buffered.length === 0 ? 0 : buffered.end(buffered.length - 1);
    const isWanted = offset < madeBytes() && end - video.currentTime <= aheadS;
    const piece = isWanted ? await read(address, offset, signal) : null;
    if (piece === null) {
      await wait(waitMs, signal);
      continue;
    }
    if (buffer === null) {
      const codec = codecIn(piece);
      if (codec === null) {
        await wait(waitMs, signal);
        continue;
      }
      buffer = source.addSourceBuffer(`video/mp4; codecs="${codec}"`);
    }
    offset += piece.length;
    await append(buffer, piece);
  }
}

async function read(
  address: string,
  offset: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const range = `bytes=${offset}-${offset + pieceBytes - 1}`;
  const response = await fetch(address, { headers: { range }, signal, cache: 'no-store' });
  if (response.status === 416) return null;
  if (!response.ok) throw new Error(`the film was answered with ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes.length === 0 ? null : bytes;
}

/** RFC 6381, from the avcC box at the head of the film (ISO/IEC 14496-15); null: not there. */
export function codecIn(head: Uint8Array): string | null {
  for (let at = 4; at + 8 < head.length; at++) {
    if (head[at] !== 0x61 || head[at + 1] !== 0x76 || head[at + 2] !== 0x63 || head[at + 3] !== 0x43)
      continue;
    const hex = [...head.subarray(at + 5, at + 8)].map((byte) => byte.toString(16).padStart(2, '0'));
    return `avc1.${hex.join('').toUpperCase()}`;
  }
  return null;
}

function append(buffer: SourceBuffer, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    buffer.addEventListener('updateend', () => resolve(), { once: true });
    buffer.addEventListener('error', () => reject(new Error('the film cannot be decoded')), { once: true });
    buffer.appendBuffer(bytes);
  });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
