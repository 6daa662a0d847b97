/** Child-process IPC (structured clone) between the centre and one vault process. One request at a time but `more`. */
import type { StorageSettings } from './storage.ts';
import type { Deal, DealOrder, RenderOrder, SealedShare, SessionOrder, ShareAnswer } from './vault.ts';

/** What a vault process needs of the machine to open footage; plain data. */
export type VaultSettings = {
  /** Null: nothing is recorded, and nothing can be rendered. */
  readonly storage: StorageSettings | null;
  readonly modelManifest: string | null;
  /** Where converted models are cached; never holds a pixel. */
  readonly cacheDirectory: string;
};

export type ToVault =
  | { readonly type: 'deal'; readonly order: DealOrder }
  | { readonly type: 'begin'; readonly order: SessionOrder; readonly settings: VaultSettings }
  | { readonly type: 'submit'; readonly share: SealedShare }
  | { readonly type: 'redeal'; readonly order: DealOrder }
  | { readonly type: 'render'; readonly order: RenderOrder }
  /** So many more bytes may be sent: the centre's reader is slow, or the order is given up when it never comes. */
  | { readonly type: 'more'; readonly bytes: number }
  /** Ends the render, not the session. */
  | { readonly type: 'cancel' };

export type FromVault =
  | { readonly type: 'dealt'; readonly deal: Deal }
  | { readonly type: 'begun'; readonly recipient: string }
  | { readonly type: 'answered'; readonly answer: ShareAnswer }
  | { readonly type: 'piece'; readonly bytes: Uint8Array }
  | { readonly type: 'rendered' }
  /** The request under way failed; the session lives on. Says what, and what to do; never holds a key or a share. */
  | { readonly type: 'failed'; readonly message: string };
