/** A changed rule, tried on the past. */
import { z } from 'zod';
import { trialLimits } from '../core/trial/rule-trial.ts';
import { Rule } from './shapes.ts';

export const TrialSpan = z.object({
  fromMs: z.number().describe('When it was told, or would have been, UTC ms'),
  toMs: z.number().nullable().describe('When it was over; null: it is not yet'),
});

export const RuleTrialOrder = z.object({
  rule: Rule.describe('The kind says which rule of the zone is meant'),
  days: z.number().int().min(1).max(7).default(7),
});

export const RuleTrial = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  told: z.array(TrialSpan).describe('What was told in that time, whatever the rule was then'),
  basis: z
    .enum(['measures', 'situations', 'none'])
    .describe(
      'measures: judged anew from what was measured each second. situations: what was told, less what a longer hold time leaves out. none: see limit',
    ),
  limit: z.enum(trialLimits).nullable().describe('Why the change cannot be tried; null: it can'),
  asIs: z
    .array(TrialSpan)
    .nullable()
    .describe(
      'The same judgement with the rule as it is: how far it may be trusted. Null: the zone has no such rule yet',
    ),
  changed: z.array(TrialSpan).nullable().describe('With the changed rule; null: it cannot be tried'),
});
export type RuleTrial = z.infer<typeof RuleTrial>;
