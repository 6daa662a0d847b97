/** What is wrong with a procedure that somebody wrote or imported: a code and its fields, to be said in any language. */
import { z } from 'zod';
import { IncidentKind } from './incidents.ts';

const of = <C extends string, F extends z.ZodRawShape>(code: C, fields: F) =>
  z.object({ code: z.literal(code), fields: z.object(fields) });

/** `path`: where it stands in the text, e.g. `procedures.0.steps.2.dueAfterMs`; empty: the whole of it. */
const at = { path: z.string() };
const step = { kind: IncidentKind, step: z.string() };

export const ProcedureFault = z.discriminatedUnion('code', [
  /** Line and column count from 1. `why` is the parser's own code, e.g. `TAB_AS_INDENT`. */
  of('not-yaml', { line: z.number(), column: z.number(), why: z.string() }),
  of('aliases', {}),
  of('missing', at),
  of('wrong-type', { ...at, wanted: z.string() }),
  /** `allowed`: the values, with commas between. */
  of('not-one-of', { ...at, given: z.string(), allowed: z.string() }),
  of('not-known', { ...at, names: z.string() }),
  of('too-small', { ...at, least: z.number() }),
  of('too-large', { ...at, most: z.number() }),
  of('says-nothing', at),
  /** Another shape than it must have: an id with blanks, half a millisecond. */
  of('unfit', at),
  of('kind-twice', { kind: IncidentKind }),
  of('too-many-steps', { kind: IncidentKind, most: z.number() }),
  of('step-twice', step),
  of('step-empty', step),
  /** The system does it, and yet it is required or due. */
  of('system-step-bound', step),
]);
export type ProcedureFault = z.infer<typeof ProcedureFault>;
export type FaultFields<C extends ProcedureFault['code']> = Extract<ProcedureFault, { code: C }>['fields'];
