/** The vault's private key from sheets of paper, where no server is left: k custodians at one machine. */
import { parseShare, type Share, shareFaultMessage } from '../core/vault/share-text.ts';
import { vaultIdOf } from '../core/vault/vault-id.ts';
import { encodeBech32 } from '../ingest/seal/bech32.ts';
import { formatRecipient, publicKeyOf } from '../ingest/seal/x25519.ts';
import { combineShares } from './shares.ts';

export type RecoveredKey = {
  /** As age and its tools write it: AGE-SECRET-KEY-1.... */
  readonly identity: string;
  readonly recipient: string;
};

/** @param sheets one share each, as printed. @throws Error that names the sheet and says what to do. */
export async function recoverKey(sheets: readonly string[]): Promise<RecoveredKey> {
  const shares = sheets.map((sheet, i) => {
    const parsed = parseShare(sheet);
    if (!parsed.ok) throw new Error(`Sheet ${i + 1}: ${shareFaultMessage(parsed.fault)}`);
    return parsed.share;
  });
  const chosen = ofOneDeal(shares);
  const key = await combineShares(chosen);
  try {
    const recipient = formatRecipient(publicKeyOf(key));
    if (vaultIdOf(recipient) !== chosen[0]!.vaultId) {
      throw new Error(
        'The sheets do not make the key of their vault: one of them was not dealt with the others.',
      );
    }
    return { identity: encodeBech32('age-secret-key-', key).toUpperCase(), recipient };
  } finally {
    key.fill(0);
  }
}

/** @returns as many as are needed, each another one. */
function ofOneDeal(shares: readonly Share[]): Share[] {
  const first = shares[0];
  if (first === undefined)
    throw new Error(
      'No sheet was given. Type the rows of every sheet, with an empty line between two sheets.',
    );
  const other = shares.findIndex(
    ({ vaultId, dealId }) => vaultId !== first.vaultId || dealId !== first.dealId,
  );
  if (other >= 0) {
    const what =
      shares[other]!.vaultId === first.vaultId ? 'another dealing of the same key' : 'another vault';
    throw new Error(
      `Sheet ${other + 1} is of ${what} than sheet 1. Only sheets that were dealt together belong together.`,
    );
  }
  const different = [...new Map(shares.map((share) => [share.index, share])).values()];
  if (different.length < first.threshold) {
    throw new Error(`${first.threshold} different sheets are needed, and ${different.length} were given.`);
  }
  return different.slice(0, first.threshold);
}
