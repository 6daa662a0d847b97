/** A process that does with the vault what the centre does, and nothing else: its memory can be searched. */
import { createForkedVault } from '../../src/centre/adapters/forked-vault.ts';
import type { VaultSession } from '../../src/centre/ports.ts';
import type { StorageSettings } from '../../src/contract/storage.ts';
import type { DealOrder, RenderOrder, SealedShare, SessionOrder } from '../../src/contract/vault.ts';

export type ToVaultCentre =
  | { readonly type: 'open'; readonly storage: StorageSettings; readonly cacheDirectory: string }
  | { readonly type: 'deal'; readonly order: DealOrder }
  | { readonly type: 'begin'; readonly order: SessionOrder }
  | { readonly type: 'submit'; readonly share: SealedShare }
  | { readonly type: 'render'; readonly order: RenderOrder }
  | { readonly type: 'close' };

let vault: ReturnType<typeof createForkedVault> | null = null;
let session: VaultSession | null = null;

async function answer(message: ToVaultCentre): Promise<unknown> {
  switch (message.type) {
    case 'open': {
      const { storage, cacheDirectory } = message;
      vault = createForkedVault({ storage, modelManifest: null, cacheDirectory, log: () => {} });
      return null;
    }
    case 'deal':
      return vault!.deal(message.order);
    case 'begin':
      session = await vault!.begin(message.order);
      return session.recipient;
    case 'submit':
      return session!.submit(message.share);
    case 'render': {
      let bytes = 0;
      for await (const piece of session!.render(message.order)) bytes += piece.length;
      return bytes;
    }
    case 'close':
      await session!.close();
      return null;
  }
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToVaultCentre) => {
  answer(message).then(
    (value) => process.send!({ ok: true, value }),
    (error: unknown) => process.send!({ ok: false, value: String(error) }),
  );
});
