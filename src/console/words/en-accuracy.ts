/** English of the accuracy cards. */
import type { Light } from '../../core/score/accuracy-card.ts';
import type { EventOutcome } from '../../core/score/event-outcome.ts';
import type { Mark } from '../accuracy/labelling-state.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');
const frames = (n: number) => count(n, { one: 'frame', other: 'frames' });
const people = (n: number) => count(n, { one: 'person', other: 'people' });

const lights: { readonly [L in Light]: string } = {
  day: 'day',
  dusk: 'dusk',
  night: 'night',
  mixed: 'changing light',
  unknown: 'light unknown',
};

const markStates: { readonly [S in Mark['state']]: string } = {
  open: 'not finished',
  done: 'finished',
  skipped: 'skipped',
};

const outcomes: { readonly [O in Exclude<EventOutcome['outcome'], 'detected'>]: string } = {
  missed: 'missed',
  'not-watched': 'no rule looks for it',
};

export const accuracyWords = {
  accuracy: {
    title: 'Accuracy',
    cardTitle: 'Accuracy',
    notMeasured: 'not measured yet',
    none: (n: number) =>
      `Not measured yet: label ${frames(n)}, and it is known how far the counts of this camera are off.`,
    label: (n: number) => `Label ${frames(n)}`,
    labelAgain: 'Measure again',
    short: (error: number, band: string) => (error === 0 ? 'no frame off' : `±${band} people`),
    nobody: 'nobody was there',
    open: 'Accuracy:',
    old: 'set-up changed since',
    noteMeaning: 'How far a count is off from a person’s on average.',
    labelShort: (n: number) => `label ${frames(n)}`,
    startTitle: 'Count what the camera counts',
    startWhat: (n: number) =>
      `The camera keeps ${frames(n)}, masked as always. You click every person in each; then you see how far its counts are off. It takes about ten minutes, and you may begin with the first frame.`,
    startKept: 'The frames are removed when you have finished, or after 24 hours.',
    start: (n: number) => `Collect ${frames(n)}`,
    spread: 'How far apart',
    spreads: {
      minutes: { name: 'Over 5 minutes', hint: 'Quick; but the frames show much the same people.' },
      hour: { name: 'Over an hour', hint: 'Different people in much the same light.' },
      hours: { name: 'Over three hours', hint: 'The figure is worth most. Come back later.' },
    },
    loadingFrame: 'Loading the frame.',
    firstFrame:
      'Waiting for the first frame. It comes as soon as the camera measures and its picture is not hidden whole.',
    frames: 'Frames',
    frameName: (i: number, clock: string) => `Frame ${i} ${clock}`,
    markStates,
    board: (i: number, clock: string) =>
      `Frame ${i}, ${clock}. Click where each person stands; Enter sets a pin, arrow keys move it, Delete removes it.`,
    person: (i: number) => `Person ${i}. Click or Delete removes, arrow keys move.`,
    progress: (n: number, of: number) => `${n} of ${of} frames`,
    how: 'Click where each person stands, at the feet. Click a pin to take it away. A blurred block may be one person or several: count those you can tell, and skip the frame if you cannot.',
    collecting: (n: number, of: number, s: number) =>
      `${n} of ${of} frames are here; the next comes every ${s} s.`,
    previous: 'Previous frame',
    next: (n: number) => (n === 0 ? 'Nobody here' : people(n)),
    undo: 'Undo',
    skip: 'Skip: I cannot tell',
    keyNext: 'next',
    keyPrevious: 'back',
    keySkip: 'skip',
    keyUndo: 'undo',
    missing: (n: number) => `${frames(n)} more, and the accuracy can be computed.`,
    enough: (n: number) => `${frames(n)} count. More make the figure surer.`,
    finish: 'Show the accuracy',
    later: 'Go on later',
    again: 'Measure again',
    discard: 'Discard',
    discardTitle: 'Discard these frames?',
    discardWhat: (n: number) => `${frames(n)} and all clicks are removed. No accuracy is computed.`,
    eventsTitle: 'Did something happen?',
    eventsHint: 'Say what happened and when: the card shows whether the camera told of it, and how late.',
    addEvent: 'Draw an event',
    keepEvent: 'Keep it',
    removeEvent: 'Remove this event',
    eventKind: 'What',
    eventZone: 'Where',
    eventFrom: 'From',
    eventTo: 'To',
    eventUnfit: 'The end lies after the beginning, and within an hour.',
    anywhere: 'anywhere in the picture',
    compared: ({ both, missed, invented }: { both: number; missed: number; invented: number }) =>
      `${both} found, ${missed} missed, ${invented} counted where nobody was clicked`,
    legend: {
      both: 'clicked and counted',
      missed: 'clicked, not counted',
      invented: 'counted, not clicked',
    },
    outdated: 'Zones, calibration or stream have changed since. These figures are of the set-up before.',
    peopleAFrame: 'people a frame, on average',
    between: (low: string, high: string) => `Between ${low} and ${high} (95 %).`,
    bias: (bias: number, number: (value: number) => string) =>
      Math.abs(bias) < 0.05
        ? 'Counts neither too many nor too few.'
        : `Counts ${number(Math.abs(bias))} too ${bias < 0 ? 'few' : 'many'}.`,
    span: (low: string, high: string) => `(${low} to ${high})`,
    exact: 'Counted exactly',
    of: (n: number, all: number) => `${n} of ${frames(all)}`,
    recall: 'Of the people, found',
    precision: 'Of the found, people',
    people: 'People at once',
    range: (least: number, most: number) => (least === most ? `${most}` : `${least} to ${most}`),
    light: 'Light',
    lights,
    when: 'Last frame',
    by: 'Labelled by',
    zone: 'Zone',
    offBy: 'Off by',
    detected: (delay: string) => `told of after ${delay}`,
    outcomes,
    whatItIs: (n: number) =>
      `From ${frames(n)}: the counts beside what a person could tell in the masked picture. It holds for this light and for so many people.`,
  },
};
