import { type SituationKind, zoneSituationKinds } from '../zone.ts';
import type { ChatterRule } from './chatter.ts';
import type { SuppressionRule } from './set-aside.ts';

/** What a site decides about its alarms. */
export type AlarmPolicy = {
  /** Alarms of these kinds stay after their condition is over, until a person resets them. */
  readonly latchingKinds: readonly SituationKind[];
  /** Nothing is shelved for longer, ms. */
  readonly longestShelfMs: number;
  readonly suppressions: readonly SuppressionRule[];
  readonly chatter: ChatterRule;
  /** When shifts begin by the site's clock, `HH:MM` at a quarter of an hour, in the order of the day. Figures are parted there. */
  readonly shiftStarts: readonly string[];
  /** Counts changes. */
  readonly version: number;
};

const hourMs = 3_600_000;

/** A site that has decided nothing: eight hours of shelf, which is one shift. */
export const defaultAlarmPolicy: AlarmPolicy = {
  latchingKinds: [],
  longestShelfMs: 8 * hourMs,
  // A camera that sees nothing, or looks elsewhere, cannot say what happens in its zones.
  suppressions: (['camera-lost', 'camera-frozen', 'camera-dark', 'camera-moved'] as const).map((fault) => ({
    while: fault,
    kinds: [...zoneSituationKinds],
  })),
  chatter: { times: 3, withinMs: 600_000 },
  shiftStarts: ['07:00', '19:00'],
  version: 0,
};
