/** Sealed segments to a film: decrypted and cut in memory, and nothing outside of the span that was asked for. */
import type { RenderOrder } from '../contract/vault.ts';
import { renderClear } from './render-clear.ts';
import { renderMasked } from './render-masked.ts';
import type { RenderMeans } from './render-means.ts';

/** Fragmented MP4, its head first. @throws Error that names the segment and says what is wrong with it. */
export function render(order: RenderOrder, means: RenderMeans): AsyncGenerator<Uint8Array> {
  if (!(order.fromMs < order.toMs))
    throw new Error('The span to be opened ends before it begins. Correct it.');
  return order.mode === 'clear' ? renderClear(order, means) : renderMasked(order, means);
}
