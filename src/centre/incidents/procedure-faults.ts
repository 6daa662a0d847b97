/** Faults of procedures by code and fields, each with its English sentence for programs. */
import type { ErrorCode } from 'yaml';
import type { z } from 'zod';
import type { ProcedureFault } from '../../contract/procedure-fault.ts';
import type { IncidentKind } from '../../core/incident/incident.ts';
import { type Step, type StepsFault, stepsFaults } from '../../core/incident/procedure.ts';
import { unreachable } from '../../core/unreachable.ts';

export type SaidFault = ProcedureFault & { readonly message: string };

export function faultsOfSteps(kind: IncidentKind, steps: readonly Step[]): SaidFault[] {
  return stepsFaults(steps).map((fault) => ({ ...withKind(kind, fault), message: sentence(kind, fault) }));
}

function withKind(kind: IncidentKind, fault: StepsFault): ProcedureFault {
  if (fault.code === 'too-many-steps') return { code: fault.code, fields: { kind, most: fault.most } };
  return { code: fault.code, fields: { kind, step: fault.step } };
}

function sentence(kind: IncidentKind, fault: StepsFault): string {
  switch (fault.code) {
    case 'too-many-steps':
      return `${kind}: has more than ${fault.most} steps`;
    case 'step-twice':
      return `${kind}: names the step ${fault.step} twice`;
    case 'step-empty':
      return `${kind}: says nothing in the step ${fault.step}`;
    case 'system-step-bound':
      return `${kind}: lets the system do the step ${fault.step}, which therefore is neither required nor due`;
    default:
      return unreachable(fault);
  }
}

type YamlError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly linePos?: readonly [{ readonly line: number; readonly col: number }, ...unknown[]] | undefined;
};

export function faultOfYaml({ code, message, linePos }: YamlError): SaidFault {
  const { line, col } = linePos?.[0] ?? { line: 1, col: 1 };
  // The lines behind the first draw the place.
  return {
    code: 'not-yaml',
    fields: { line, column: col, why: code },
    message: message.split('\n')[0]!.replace(/:$/, ''),
  };
}

/** @param plain what was checked, to say what stands at the place. */
export function faultOfShape(issue: z.core.$ZodIssue, plain: unknown): SaidFault {
  const path = issue.path.map(String).join('.');
  return { ...coded(issue, path, valueAt(plain, issue.path)), message: `${path}: ${issue.message}` };
}

function coded(issue: z.core.$ZodIssue, path: string, given: unknown): ProcedureFault {
  const isThere = given !== undefined;
  const notOneOf = (allowed: readonly unknown[]): ProcedureFault => ({
    code: 'not-one-of',
    fields: { path, given: String(given).slice(0, 80), allowed: allowed.map(String).join(', ') },
  });
  if (!isThere && issue.code !== 'unrecognized_keys') return { code: 'missing', fields: { path } };
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrong-type', fields: { path, wanted: issue.expected } };
    case 'invalid_value':
      return notOneOf(issue.values);
    case 'invalid_union':
      // Of the unions in the file only what the system does is told apart by a name.
      return notOneOf((issue as { readonly options?: readonly unknown[] }).options ?? []);
    case 'unrecognized_keys':
      return { code: 'not-known', fields: { path, names: issue.keys.join(', ').slice(0, 200) } };
    case 'too_small':
      // Above 0 is at least 1: everything that is counted here is whole.
      return {
        code: 'too-small',
        fields: { path, least: Number(issue.minimum) + (issue.inclusive === false ? 1 : 0) },
      };
    case 'too_big':
      return { code: 'too-large', fields: { path, most: Number(issue.maximum) } };
    case 'custom':
      return { code: 'says-nothing', fields: { path } };
    default:
      return { code: 'unfit', fields: { path } };
  }
}

function valueAt(plain: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object' && Object.hasOwn(inner, key)
        ? (inner as { readonly [key: PropertyKey]: unknown })[key]
        : undefined,
    plain,
  );
}
