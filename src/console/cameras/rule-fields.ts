import type { Rule, ZoneSituationKind } from '../../core/zone.ts';

/** One number of a rule as a person sets it. The stored value is `shown * scale`. */
export type RuleField = {
  readonly key: string;
  readonly unit: '1' | '1/m2' | '1/s2' | 's' | 'm' | 'm/s';
  readonly scale: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly digits: number;
  /** May be empty: the limit is then not used. */
  readonly isOptional?: boolean;
};

const holdMs: RuleField = {
  key: 'holdMs',
  unit: 's',
  scale: 1_000,
  min: 0,
  max: 3_600,
  step: 0.5,
  digits: 1,
};
const clearMs: RuleField = { ...holdMs, key: 'clearMs' };

/** The numbers of each rule, most important first; bounds as the contract has them. */
export const ruleFields: { readonly [K in ZoneSituationKind]: readonly RuleField[] } = {
  crowding: [
    { key: 'limitPerM2', unit: '1/m2', scale: 1, min: 0.1, max: 10, step: 0.1, digits: 2 },
    { key: 'limitCount', unit: '1', scale: 1, min: 1, max: 100_000, step: 1, digits: 0, isOptional: true },
    holdMs,
    clearMs,
  ],
  intrusion: [holdMs, clearMs],
  'line-crossing': [],
  'wrong-way': [
    { key: 'minSpeedMps', unit: 'm/s', scale: 1, min: 0.1, max: 100, step: 0.1, digits: 1 },
    { key: 'distanceM', unit: 'm', scale: 1, min: 0.5, max: 1_000, step: 0.5, digits: 1 },
    holdMs,
    clearMs,
  ],
  'stopped-vehicle': [
    holdMs,
    { key: 'maxSpeedMps', unit: 'm/s', scale: 1, min: 0.1, max: 10, step: 0.1, digits: 1 },
    { key: 'queueNeighbours', unit: '1', scale: 1, min: 1, max: 50, step: 1, digits: 0 },
    clearMs,
  ],
  pressure: [
    { key: 'limitPerS2', unit: '1/s2', scale: 1, min: 0.005, max: 10, step: 0.005, digits: 3 },
    { key: 'minPerM2', unit: '1/m2', scale: 1, min: 0.1, max: 10, step: 0.1, digits: 2 },
    holdMs,
    clearMs,
  ],
  'counter-flow': [
    { key: 'minIndex', unit: '1', scale: 1, min: 0.01, max: 0.5, step: 0.05, digits: 2 },
    { key: 'minPeople', unit: '1', scale: 1, min: 2, max: 10_000, step: 1, digits: 0 },
    holdMs,
    clearMs,
  ],
  dispersal: [
    { key: 'minPeople', unit: '1', scale: 1, min: 2, max: 10_000, step: 1, digits: 0 },
    { key: 'minSpeedMps', unit: 'm/s', scale: 1, min: 0.1, max: 20, step: 0.1, digits: 1 },
    holdMs,
    clearMs,
  ],
  queue: [
    { key: 'maxLengthM', unit: 'm', scale: 1, min: 0.5, max: 1_000, step: 0.5, digits: 1, isOptional: true },
    { ...holdMs, key: 'maxWaitMs', step: 30, isOptional: true },
    { key: 'maxSpeedMps', unit: 'm/s', scale: 1, min: 0.1, max: 5, step: 0.1, digits: 1 },
    { key: 'gapM', unit: 'm', scale: 1, min: 0.1, max: 20, step: 0.1, digits: 1 },
    holdMs,
    clearMs,
  ],
  loitering: [holdMs, clearMs],
  'person-on-track': [holdMs, clearMs],
  'pedestrian-on-carriageway': [holdMs, clearMs],
  'slow-traffic': [
    { key: 'freeFlowMps', unit: 'm/s', scale: 1, min: 0.1, max: 100, step: 0.5, digits: 1, isOptional: true },
    { key: 'share', unit: '1', scale: 1, min: 0.05, max: 1, step: 0.05, digits: 2 },
    { key: 'minVehicles', unit: '1', scale: 1, min: 1, max: 1_000, step: 1, digits: 0 },
    holdMs,
    clearMs,
  ],
  'traffic-queue': [
    { key: 'minVehicles', unit: '1', scale: 1, min: 2, max: 1_000, step: 1, digits: 0 },
    { key: 'maxSpeedMps', unit: 'm/s', scale: 1, min: 0.1, max: 50, step: 0.1, digits: 1 },
    holdMs,
    clearMs,
  ],
  'left-object': [
    {
      key: 'ownerDistanceM',
      unit: 'm',
      scale: 1,
      min: 0.5,
      max: 100,
      step: 0.5,
      digits: 1,
      isOptional: true,
    },
    holdMs,
    clearMs,
  ],
  'removed-object': [holdMs, clearMs],
};

/** @returns the value to show, or null when it is not set. */
export function fieldValue(rule: Rule, field: RuleField): number | null {
  const stored = (rule as unknown as Record<string, number | null>)[field.key];
  return stored === null || stored === undefined ? null : stored / field.scale;
}

/** The rule with one number changed, kept within its bounds. Null is taken only where the field is optional. */
export function withField(rule: Rule, field: RuleField, shown: number | null): Rule {
  if (shown === null) return field.isOptional ? ({ ...rule, [field.key]: null } as Rule) : rule;
  if (!Number.isFinite(shown)) return rule;
  const bounded = Math.min(field.max, Math.max(field.min, shown));
  const stored =
    field.digits === 0 || field.scale > 1 ? Math.round(bounded * field.scale) : bounded * field.scale;
  return { ...rule, [field.key]: stored } as Rule;
}
