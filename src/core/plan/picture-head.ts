/** What the first bytes of a picture say of it. A name, and what an upload calls itself, can say anything. */
export type PictureHead = {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly widthPx: number;
  readonly heightPx: number;
};

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** @returns null for what is none of PNG, JPEG and WebP, or does not say how large it is. */
export function readPictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = pictureType(bytes);
  if (type === null) return null;
  const size = type === 'image/png' ? pngSize(view) : type === 'image/jpeg' ? jpegSize(view) : webpSize(view);
  return size === null || size[0] === 0 || size[1] === 0
    ? null
    : { type, widthPx: size[0], heightPx: size[1] };
}

/** @param head 12 bytes or more. */
export function pictureType(head: Uint8Array): PictureHead['type'] | null {
  const text = String.fromCharCode(...head.subarray(0, 12));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return text.startsWith('RIFF') && text.slice(8) === 'WEBP' ? 'image/webp' : null;
}

type Size = readonly [width: number, height: number] | null;

function pngSize(view: DataView): Size {
  return view.byteLength < 24 ? null : [view.getUint32(16), view.getUint32(20)];
}

/** Walks the segments to the start of frame (SOF0 to SOF15, without the three that are none). */
function jpegSize(view: DataView): Size {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** The three kinds of a first chunk: lossy, lossless, extended. */
function webpSize(view: DataView): Size {
  if (view.byteLength < 30) return null;
  const chunk = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
  if (chunk === 'VP8 ') return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  if (chunk !== 'VP8X') return null;
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  return [three(24) + 1, three(27) + 1];
}
