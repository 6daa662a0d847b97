/** Performance of the alarm system over a span: as a whole, and by rule, shift and operator. Pure. */
import { priorities } from '../../priority.ts';
import type { SituationKind } from '../../zone.ts';
import { countsByPeriod, type Flood, floodsIn, periodMs } from './alarm-rate.ts';
import { type Judgement, judge } from './alarm-target.ts';
import { type Annunciation, isIn, ruleKeyOf, type Span } from './annunciation.ts';
import type { Shift } from './shift.ts';
import { type StreamFigures, shareOf, streamFigures, type Yardstick } from './stream-figures.ts';

export type RuleFigures = StreamFigures & {
  readonly cameraId: string;
  readonly zoneId: string | null;
  readonly kind: SituationKind;
  /** Of all alarms of the span. */
  readonly share: number;
};

export type ShiftFigures = StreamFigures & Shift;

/** Every console shows every alarm, so an operator has the whole stream of the shifts he or she worked. */
export type OperatorFigures = {
  readonly name: string;
  /** Shifts in which this person acknowledged anything. */
  readonly shifts: number;
  /** The stream of these shifts. */
  readonly stream: StreamFigures;
  /** What this person acknowledged. */
  readonly own: StreamFigures;
};

export type AlarmFigures = {
  readonly whole: StreamFigures;
  readonly judgements: readonly Judgement[];
  /** Alarms of each ten minutes, by priority: to be drawn. */
  readonly periods: {
    readonly fromMs: number;
    readonly stepMs: number;
    readonly high: readonly number[];
    readonly medium: readonly number[];
    readonly low: readonly number[];
  };
  readonly floods: readonly Flood[];
  /** Most alarms first. */
  readonly rules: readonly RuleFigures[];
  /** In order. */
  readonly shifts: readonly ShiftFigures[];
  /** By name. */
  readonly operators: readonly OperatorFigures[];
};

/** @param annunciations in order, with those from before the span that stood into it. @param shifts of the span, in order. */
export function alarmFigures(
  { span, shifts }: { readonly span: Span; readonly shifts: readonly Shift[] },
  annunciations: readonly Annunciation[],
  yardstick: Yardstick,
): AlarmFigures {
  const whole = streamFigures([span], annunciations, yardstick);
  const within = annunciations.filter(({ atMs }) => isIn(span, atMs));
  const [high, medium, low] = priorities.map(
    (priority) =>
      countsByPeriod(
        span,
        within.filter((one) => one.priority === priority).map(({ atMs }) => atMs),
      ).counts,
  );
  return {
    whole,
    judgements: judge(whole),
    periods: {
      fromMs: countsByPeriod(span, []).fromMs,
      stepMs: periodMs,
      high: high!,
      medium: medium!,
      low: low!,
    },
    floods: floodsIn(
      span,
      within.map(({ atMs }) => atMs),
    ),
    rules: ruleFigures(span, annunciations, { yardstick, total: whole.alarms }),
    shifts: shifts.map((shift) => ({ ...streamFigures([shift], annunciations, yardstick), ...shift })),
    operators: operatorFigures(shifts, annunciations, yardstick),
  };
}

function ruleFigures(
  span: Span,
  annunciations: readonly Annunciation[],
  { yardstick, total }: { readonly yardstick: Yardstick; readonly total: number },
): RuleFigures[] {
  return [...Map.groupBy(annunciations, ruleKeyOf).values()]
    .map((ofRule) => {
      const { cameraId, zoneId, kind } = ofRule[0]!;
      const figures = streamFigures([span], ofRule, yardstick);
      return { ...figures, cameraId, zoneId, kind, share: shareOf(figures.alarms, total) ?? 0 };
    })
    .filter(({ alarms, staleAtOnce }) => alarms > 0 || staleAtOnce > 0)
    .sort((a, b) => b.alarms - a.alarms || b.staleAtOnce - a.staleAtOnce);
}

function operatorFigures(
  shifts: readonly Shift[],
  annunciations: readonly Annunciation[],
  yardstick: Yardstick,
): OperatorFigures[] {
  const taken = annunciations.filter((one) => one.acknowledgedBy !== null);
  return [...Map.groupBy(taken, (one) => one.acknowledgedBy!)]
    .map(([name, own]) => {
      const worked = shifts.filter((shift) => own.some((one) => isIn(shift, one.acknowledgedAtMs!)));
      return {
        name,
        shifts: worked.length,
        stream: streamFigures(worked, annunciations, yardstick),
        own: streamFigures(worked, own, yardstick),
      };
    })
    .filter(({ shifts: n }) => n > 0)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
