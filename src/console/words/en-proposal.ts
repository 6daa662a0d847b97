/** The ground proposed from walking people, in the calibration editor. */
import type { ProposalRefusal } from '../../core/self-calibration/propose.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');

const refusals: { readonly [R in ProposalRefusal]: string } = {
  'too-few-people':
    'People were seen in too few parts of the picture, or never alone. Wait for more, or measure points.',
  'too-flat':
    'Everybody walks at about the same distance, which says nothing of the rest of the ground. Measure points instead.',
  uneven:
    'The heights fit no level ground: steps, a slope, or things that are not people. Measure points instead.',
  'too-uncertain': 'The people seen so far leave too much open. Wait for more, or measure points.',
};

export const proposalWords = {
  ask: 'Propose from walking people',
  title: 'Proposal from walking people',
  lead: 'People are 1.70 m tall on average and walk at 1.34 m/s. Heights and paces are gathered while this is open, and nothing else: no person, no path. Nothing is used until you take it over, check it and keep it.',
  waiting: (people: number, needed: number) =>
    `${people} of ${needed} people have walked through, alone and in full view.`,
  progress: 'People seen of those needed',
  fitting: 'Working it out.',
  refusals,
  from: (people: number) => `From ${count(people, { one: 'person', other: 'people' })}`,
  height: 'Camera height',
  tilt: 'Tilted down',
  view: 'Angle of view',
  error: 'Distances within',
  degrees: (value: string) => `${value}°`,
  metres: (value: string) => `${value} m`,
  percent: (value: string) => `±${value} %`,
  grid: (step: string) => `Blue lines: the proposed ground every ${step} m, where people walked.`,
  differences: 'Off at your points',
  difference: (i: number, metres: string) => `Point ${i}: ${metres} m`,
  beyond: (i: number) => `Point ${i}: above the proposed horizon`,
  noPoints: (points: number, apart: string) =>
    `Measure ${points} or more points, ${apart} m or more apart, to see how far it is off.`,
  takeOver: 'Take over as points',
  close: 'Close',
  silent: 'This camera does not answer. It is asked again.',
  mark: 'proposed',
  remove: 'Remove proposed points',
  comesFrom:
    'The proposed points fit each other because they come from one proposal. Only your measured points tell how true it is.',
  confirmed: (measured: number, metres: string) =>
    `${count(measured, { one: 'measured point agrees', other: 'measured points agree' })} with the proposal, off by ${metres} m at most. Good enough to keep.`,
  needPoints: (points: number, apart: string, within: string) =>
    `Not confirmed yet: measure at least ${points} points, ${apart} m or more apart. They must lie within ${within} m of the proposal.`,
  needApart: (apart: string, is: string) =>
    `Not confirmed yet: your points are ${is} m apart. Measure one ${apart} m or more from another.`,
  needCloser: (metres: string, within: string) =>
    `Not confirmed: one of your points lies ${metres} m off, and ${within} m is the most. Check it, or remove the proposed points and measure more.`,
  needProposed:
    'Too few proposed points are left to compare with. Remove them, or take the proposal over again.',
};
