/** An area drawn on a small map: of run cards, of who is told, of what a rule holds for. */
import { counted } from './plural.ts';

const count = counted('en-GB');
const number = new Intl.NumberFormat('en-GB');
const cameras = (n: number) => count(n, { one: 'camera', other: 'cameras' });

export const areaWords = {
  areas: {
    board: (label: string) => `${label}: map to draw on`,
    hint: 'Click the map to add a corner, drag to move it. By keyboard: arrows move the cross-hair or a corner, Enter adds one, Delete removes it, Ctrl+Z takes back, + and − zoom. No corners: everywhere.',
    corner: (i: number, n: number) => `Corner ${i} of ${n}. Arrow keys move it, Delete removes it.`,
    side: (i: number) => `Side ${i}: add a corner`,
    clear: 'Everywhere',
    type: 'Type corners',
    typed: 'Corners: latitude, longitude, one a line',
    typedWrong: 'Write at least three corners, each as latitude, longitude.',
    everywhere: (n: number) => `Everywhere: all ${cameras(n)}`,
    unfinished: (n: number) => `${count(n, { one: 'more corner is', other: 'more corners are' })} needed`,
    inside: (n: number, all: number) => `${cameras(n)} of ${number.format(all)} inside`,
  },
};
