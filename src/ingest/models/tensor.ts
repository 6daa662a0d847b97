/** Turns RGB bytes into the numbers a network is fed, into one reused buffer. */
import type { Rgb } from '../picture.ts';
import type { ModelManifest } from './manifest.ts';

export type Fit = {
  /** Size the picture is scaled to before it is put into the tensor. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Picture pixels per tensor pixel. */
  readonly scaleX: number;
  readonly scaleY: number;
};

/** Where a picture of the given size lands in the network's input: all of it, or its upper left part in proportion. */
export function fitOf(input: ModelManifest['input'], picture: { widthPx: number; heightPx: number }): Fit {
  let { widthPx, heightPx } = input;
  if (input.fit === 'letterbox') {
    const ratio = Math.min(widthPx / picture.widthPx, heightPx / picture.heightPx);
    widthPx = Math.max(1, Math.round(picture.widthPx * ratio));
    heightPx = Math.max(1, Math.round(picture.heightPx * ratio));
  }
  return { widthPx, heightPx, scaleX: picture.widthPx / widthPx, scaleY: picture.heightPx / heightPx };
}

export class TensorWriter {
  /** Planes of one colour each: channels x height x width. */
  readonly values: Float32Array;
  readonly #input: ModelManifest['input'];
  /** What each byte becomes. */
  readonly #valueOf = new Float32Array(256);
  #filled = { widthPx: -1, heightPx: -1 };

  constructor(input: ModelManifest['input']) {
    this.#input = input;
    this.values = new Float32Array(3 * input.widthPx * input.heightPx);
    for (let byte = 0; byte < 256; byte++) this.#valueOf[byte] = (byte - input.mean) * input.scale;
  }

  /** @param rgb of the size `fit` says. */
  write({ r, g, b }: Rgb, fit: { widthPx: number; heightPx: number }): void {
    const plane = this.#input.widthPx * this.#input.heightPx;
    if (fit.widthPx !== this.#filled.widthPx || fit.heightPx !== this.#filled.heightPx) {
      this.values.fill(this.#valueOf[this.#input.padding]!);
      this.#filled = { widthPx: fit.widthPx, heightPx: fit.heightPx };
    }
    const [first, third] = this.#input.colour === 'rgb' ? [r, b] : [b, r];
    this.#writePlane(first, 0, fit);
    this.#writePlane(g, plane, fit);
    this.#writePlane(third, 2 * plane, fit);
  }

  #writePlane(from: Uint8Array, start: number, fit: { widthPx: number; heightPx: number }): void {
    const { values } = this;
    const table = this.#valueOf;
    let i = 0;
    for (let row = 0; row < fit.heightPx; row++) {
      let to = start + row * this.#input.widthPx;
      for (const end = to + fit.widthPx; to < end; to++) values[to] = table[from[i++]!]!;
    }
  }
}
