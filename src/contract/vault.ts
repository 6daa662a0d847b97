/**
 * What crosses between the centre and a vault process. The private key of the vault exists in such a process only, for as
 * long as one ceremony, drill or opening lasts; the centre passes shares on that it cannot read.
 */

/** A custodian's browser or command line, with an age recipient made for this one occasion. */
export type Dealt = { readonly userId: string; readonly recipient: string };

/**
 * Sealed (age, armored) to one recipient. Dealt, to a custodian's: the share's printed text (core/vault/share-text.ts).
 * Handed in, to the session's own: JSON of a HandedShare.
 */
export type SealedShare = { readonly userId: string; readonly sealed: string };

/** k of n: `threshold` of the custodians open the vault together. 2 <= threshold <= custodians <= 20. */
export type DealOrder = { readonly threshold: number; readonly custodians: readonly Dealt[] };

export type Deal = {
  /** The vault's public key (age X25519 recipient): originals are sealed to it. */
  readonly vaultRecipient: string;
  readonly shares: readonly SealedShare[];
};

export const sessionPurposes = ['drill', 'redeal', 'opening'] as const;
export type SessionPurpose = (typeof sessionPurposes)[number];

export type SessionOrder = {
  /** Stands inside every share that is handed in: a share of another session is refused. */
  readonly sessionId: string;
  readonly purpose: SessionPurpose;
  readonly vaultRecipient: string;
  readonly threshold: number;
};

/** What a custodian seals to the session's recipient: JSON of this, armored age. */
export type HandedShare = {
  readonly sessionId: string;
  readonly userId: string;
  /** The text the ceremony gave, as printed: core/vault/share-text.ts reads it and says where a letter is wrong. */
  readonly share: string;
};

export const shareRefusals = [
  'unreadable',
  'other-session',
  'other-person',
  'twice',
  'other-vault',
  'wrong-shares',
] as const;
export type ShareAnswer =
  | { readonly ok: true; readonly isUnlocked: boolean; readonly missing: number }
  | { readonly ok: false; readonly refusal: (typeof shareRefusals)[number] };

/** A figure that is shown clear: fractions of the picture, for a span of time. */
export type LiftedBox = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
};

/** A sealed segment to be opened, as its row says it. */
export type SealedPiece = {
  readonly key: string;
  /** UTC ms of its first picture. */
  readonly fromMs: number;
  /** Its writer died (`end: 'torn'`): it may end without its last chunk. Any other that does is refused. */
  readonly isTorn: boolean;
};

export type RenderOrder = {
  /** Of one camera, in order of time. */
  readonly segments: readonly SealedPiece[];
  /** UTC ms; nothing outside of it leaves the process. */
  readonly fromMs: number;
  readonly toMs: number;
  /** `masked`: people are hidden but in the lifted boxes. `clear`: the original, not decoded. */
  readonly mode: 'masked' | 'clear';
  readonly lifted: readonly LiftedBox[];
};
