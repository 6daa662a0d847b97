import { defaultRules, type Rule, type Zone } from '../../core/zone.ts';

/** What an operator wants of a place, each three clicks away: the wish, then two points. */
export const presets = [
  'crowding',
  'closed',
  'track',
  'carriageway',
  'queue',
  'left-object',
  'count-line',
  'wrong-way',
  'stopped-vehicle',
] as const;
export type Preset = (typeof presets)[number];

export const presetShape: { readonly [P in Preset]: Zone['shape'] } = {
  crowding: 'area',
  closed: 'area',
  track: 'area',
  carriageway: 'area',
  queue: 'area',
  'left-object': 'area',
  'count-line': 'line',
  'wrong-way': 'area',
  'stopped-vehicle': 'area',
};

/** Counting alone needs no rule: flow across a line is always measured, and raises no alarm. */
export const presetRules: { readonly [P in Preset]: readonly Rule[] } = {
  crowding: [defaultRules.crowding],
  closed: [defaultRules.intrusion],
  track: [defaultRules['person-on-track']],
  carriageway: [defaultRules['pedestrian-on-carriageway']],
  queue: [defaultRules.queue],
  'left-object': [defaultRules['left-object']],
  'count-line': [],
  'wrong-way': [defaultRules['wrong-way']],
  'stopped-vehicle': [defaultRules['stopped-vehicle']],
};
