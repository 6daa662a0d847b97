import type { Recording } from '../../core/measure/crowd/trajectory.ts';

/** What a person says of a file, where the file does not say it or says it wrongly. */
export type Said = { readonly framesPerSecond: number | null; readonly unit: LengthUnit | null };

export type LengthUnit = 'm' | 'cm';

export type Read = {
  readonly recording: Recording;
  /** What was assumed or found out, for a person to check. */
  readonly notes: readonly string[];
};
