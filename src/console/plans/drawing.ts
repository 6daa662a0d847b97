import { mostPictureBytes, mostPicturePx } from '../../contract/map-plans.ts';
import { readPictureHead } from '../../core/plan/picture-head.ts';

/** A drawing that was chosen and can be shown. */
export type Drawing = {
  readonly url: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Base64 of the file, to be sent. */
  readonly encoded: string;
};

export type DrawingReading =
  | { readonly ok: true; readonly drawing: Drawing }
  | { readonly ok: false; readonly reason: 'badPicture' | 'largePicture' };

/** Judges a file as the centre will, and by showing it: what a browser cannot draw is not sent. */
export async function readDrawing(file: Blob): Promise<DrawingReading> {
  if (file.size > mostPictureBytes) return { ok: false, reason: 'largePicture' };
  const head = readPictureHead(new Uint8Array(await file.arrayBuffer()));
  if (head === null) return { ok: false, reason: 'badPicture' };
  if (head.widthPx * head.heightPx > mostPicturePx) return { ok: false, reason: 'largePicture' };
  const url = URL.createObjectURL(new Blob([file], { type: head.type }));
  const size = await sizeOf(url);
  if (size === null) {
    URL.revokeObjectURL(url);
    return { ok: false, reason: 'badPicture' };
  }
  return { ok: true, drawing: { url, ...size, encoded: await encode(file) } };
}

/** As it is shown, which a turned photograph says otherwise than its head. Null: it cannot be shown. */
export async function sizeOf(url: string): Promise<Pick<Drawing, 'widthPx' | 'heightPx'> | null> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return { widthPx: image.naturalWidth, heightPx: image.naturalHeight };
  } catch {
    return null;
  }
}

function encode(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
}
