import type { RenderOrder } from '../contract/vault.ts';
import type { RenderMeans } from './render.ts';

// biome-ignore lint/correctness/useYield: written next
export async function* renderMasked(_order: RenderOrder, _means: RenderMeans): AsyncGenerator<Uint8Array> {
  throw new Error('not yet');
}
