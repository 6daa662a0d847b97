/** What one shift tells the next. */
import { counted } from './plural.ts';

const count = counted('en-GB');

export const handoverWords = {
  handover: {
    title: 'Handover',
    waitsForYou: (who: string, at: string) => `${who} handed over at ${at}. Read it and take over.`,
    read: 'Read',
    waiting: (who: string) => `From ${who}`,
    waitsOthers: 'It waits for the next shift to take it over.',
    take: 'I have read it and take over',
    taken: (who: string, at: string) => `taken over by ${who}, ${at}`,
    tookOver: 'You have taken over.',
    replaced: 'replaced by a newer one before anybody took it over',
    isWaiting: 'waits',
    write: 'Hand over',
    writeLead:
      'What is open stands in it by itself, as of the moment you hand over. Add what nobody can see.',
    replaces: 'One waits already. A new one replaces it.',
    words: 'In your words',
    wordsHint: 'What the next shift has to know. No names of people.',
    send: 'Hand over',
    sent: 'Handed over. It waits for the next shift.',
    now: 'What stands in it now',
    noWords: 'Nothing was added in words.',
    earlier: 'Earlier ones',
    none: 'No shift has handed over yet.',
    notAllowed: 'Handovers are read by those who work alarms and incidents.',
    nothingOpen: 'No incident is open, no alarm waits, every camera measures.',
    incidents: (n: number) => count(n, { one: 'open incident', other: 'open incidents' }),
    unacknowledged: (n: number) => count(n, { one: 'alarm unacknowledged', other: 'alarms unacknowledged' }),
    shelved: (n: number) => count(n, { one: 'alarm shelved', other: 'alarms shelved' }),
    notMeasuring: (n: number) =>
      count(n, { one: 'camera does not measure', other: 'cameras do not measure' }),
    required: (n: number) => count(n, { one: 'required step open', other: 'required steps open' }),
    overdue: (n: number) => `${n} overdue`,
    andMore: (n: number) => `and ${n} more`,
  },
};
