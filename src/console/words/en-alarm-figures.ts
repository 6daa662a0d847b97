/** How the alarms perform, and why each kind exists. */
import type { TargetName } from '../../core/alarm/figures/alarm-target.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');

const targets: { readonly [T in TargetName]: string } = {
  'per-ten-minutes': 'Alarms per 10 min',
  'most-in-ten-minutes': 'Most in any 10 min',
  'crowded-periods': 'Periods above 10',
  'flooded-time': 'Time in flood',
  stale: 'Stale at once',
  chattering: 'Chattering rules',
  'high-share': 'High priority',
  'top-ten': 'Ten loudest rules',
};

export const alarmFiguresProblems = {
  'too-many-alarms': 'Too many alarms asked in this time. Choose a shorter period.',
};

export const alarmFiguresActions = {
  'rationalisation.changed': 'reviewed a kind of alarm',
};

export const alarmFiguresWords = {
  figures: {
    tab: 'Figures',
    kindsTab: 'Kinds',
    period: 'Period',
    periods: { 1: '24 h', 7: '7 days', 31: '31 days' } as { readonly [days: number]: string },
    own: 'Other',
    from: 'From',
    to: 'To',
    export: 'Save as CSV',
    fileName: 'alarm-figures',
    none: 'No alarm asked in this period.',
    summary: (met: number, judged: number) => `${met} of ${judged} targets met`,
    alarms: (n: number) => count(n, { one: 'alarm', other: 'alarms' }),
    targets,
    targetsSource: 'Targets: ISA-18.2, IEC 62682 and EEMUA 191. Every console shows every alarm.',
    target: (good: string) => `target ${good}`,
    targetNear: (good: string, most: string) => `target ${good}, up to ${most}`,
    atMost: (value: string) => `at most ${value}`,
    noneAllowed: 'none',
    verdicts: { met: 'Met', near: 'Near', missed: 'Missed' },
    tooFew: 'Too few to say',
    rate: 'Alarms per 10 minutes',
    rateHint: (span: string) => `Each bar is the worst ten minutes of ${span}.`,
    floodLine: 'More than 10 is a flood',
    floods: (n: number) => count(n, { one: 'flood', other: 'floods' }),
    answers: 'Time to acknowledge, by shift',
    median: 'Median',
    p95: '95 %',
    late: 'Late',
    lateHint: 'Later than the time to respond of the kind, or never.',
    nuisance: 'Nuisance',
    stale: 'Stale',
    chattering: 'chatters',
    priorities: 'Priorities',
    prioritiesHint: 'About 80 % low, 15 % medium, 5 % high tell apart what matters.',
    byRule: 'By rule',
    byShift: 'By shift',
    byOperator: 'By operator',
    rule: 'Rule',
    shift: 'Shift',
    operator: 'Operator',
    share: 'Share',
    perTen: 'Per 10 min',
    most: 'Most in 10 min',
    count: 'Alarms',
    shiftsWorked: 'Shifts',
    took: 'Took',
    operatorHint:
      'The load is that of the shifts in which this person acknowledged anything; the times are of what this person took. They tell whether the alarms can be worked, not how good a person is.',
    onlyOwn: 'You see your own figures.',
    moreRules: (n: number) => `${count(n, { one: 'more rule', other: 'more rules' })} in the CSV`,
    shiftStarts: 'Shifts begin at',
    shiftStartsHint: 'Quarter hours of the site’s clock, separated by spaces: 07:00 19:00',
    shiftStartsBad: 'Write one to six times at a quarter of an hour, in the order of the day.',
    saveShifts: 'Save shifts',
  },
  kindsPage: {
    lead: 'Why each kind of alarm exists: what brings it about, what follows if nobody acts, what to do, and how long there is. A site reviews each before it relies on it.',
    reviewed: (name: string, at: string) => `${name}, ${at}`,
    notReviewed: 'As shipped, not reviewed here',
    edit: 'Review',
    editTitle: (kind: string) => `Review: ${kind}`,
    editHint:
      'Holds for alarms raised from now on. An empty field is what is shipped, in the language of whoever reads it.',
    priority: 'Priority',
    seconds: 'Time to respond, seconds',
    response: 'What to do',
    save: 'Save review',
  },
};
