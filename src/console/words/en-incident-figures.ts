/** How many incidents there were, why, and how long help took. */
import { counted } from './plural.ts';

const count = counted('en-GB');

export const incidentFiguresProblems = {
  'too-many-incidents': 'Too many incidents were opened in this time. Choose a shorter period.',
};

export const incidentFiguresWords = {
  incidentFigures: {
    tab: 'Figures',
    fileName: 'incident-figures',
    lead: 'Incidents by the day they were opened; causes and outcomes of those that are closed.',
    none: 'No incident was opened in this period.',
    opened: 'Opened',
    allClosed: 'all closed',
    stillOpen: (n: number) => `${count(n, { one: 'is', other: 'are' })} not closed yet`,
    times: {
      enRoute: 'To the first unit on its way',
      onScene: 'To the first unit there',
      closing: 'To closing',
    },
    p95: (duration: string) => `95 %: ${duration}`,
    ofIncidents: (n: number, all: number) => `${n} of ${all} incidents`,
    exercises: (n: number) =>
      `${count(n, { one: 'exercise', other: 'exercises' })} finished in this period. Exercises are counted apart: none of them is among these incidents.`,
    noExercises: 'Exercises would be counted apart; none was finished in this period.',
    perDay: 'Incidents per day',
    incidents: (n: number) => count(n, { one: 'incident', other: 'incidents' }),
    byKind: 'By kind',
    byCause: 'By cause',
    byOutcome: 'Outcome',
    noneClosed: 'None of them is closed yet.',
    columns: {
      kind: 'Kind',
      cause: 'Cause',
      days: 'By day',
      incidents: 'Incidents',
      share: 'Share',
      enRoute: 'On its way',
      onScene: 'There',
      closing: 'Closed',
    },
    timesHint: 'From opening: the median, and below it the time that 95 % stay within.',
    mostInADay: (n: number, day: string) => `at most ${n} in a day, ${day}`,
    lessons: 'Lessons',
    noLessons: 'No closed incident says what should be done otherwise.',
  },
};
