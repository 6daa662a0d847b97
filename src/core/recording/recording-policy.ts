/** What is kept of one camera, and for how long. */
export type RecordingPolicy = {
  readonly masked: MaskedRecording;
  /** Kept before and after a situation, ms; with `masked: 'situations'` only. */
  readonly preRollMs: number;
  readonly postRollMs: number;
  /** Whether clear originals of the main stream are sealed to the vault. */
  readonly isSealed: boolean;
  /** Terms, hours. Above `usualHours` they need a `longer`. */
  readonly maskedHours: number;
  readonly sealedHours: number;
  /** Why, by whose leave, and until when the terms are longer than usual; null where they are not. */
  readonly longer: LongerTerm | null;
};

export const maskedRecordings = ['off', 'continuous', 'situations'] as const;
export type MaskedRecording = (typeof maskedRecordings)[number];

export type LongerTerm = {
  readonly reason: string;
  /** Name of the one who approved, who is not the one who asked. */
  readonly approvedBy: string;
  /** UTC ms; from then on the usual term holds again. */
  readonly endsAtMs: number;
};

/** EDPB Guidelines 3/2019, paragraph 121: what is kept beyond 72 hours needs more of a reason. */
export const usualHours = 72;

export const defaultRecordingPolicy: RecordingPolicy = {
  masked: 'continuous',
  preRollMs: 30_000,
  postRollMs: 60_000,
  isSealed: false,
  maskedHours: usualHours,
  sealedHours: usualHours,
  longer: null,
};

/** What an ingest process is told of it. */
export type RecordingOrder = Pick<RecordingPolicy, 'masked' | 'preRollMs' | 'postRollMs'> & {
  /** The vault's public key (age recipient) where originals are sealed; empty: they are to be, and there is none; null: they are not. */
  readonly sealTo: string | null;
};
