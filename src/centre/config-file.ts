import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { Config } from '../contract/config.ts';

export type ConfigReading = { ok: true; config: Config } | { ok: false; message: string };

/** Reads `lamplighter.yaml`. A refusal names the file, line and column, and what would be right there. */
export function readConfigFile(file: string): ConfigReading {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    return { ok: false, message: `Cannot read the configuration ${file}: ${reason}.` };
  }
  return readConfig(text, file);
}

export function readConfig(text: string, file = 'lamplighter.yaml'): ConfigReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fault = document.errors[0];
  if (fault) {
    const { line, col } = lines.linePos(fault.pos[0]);
    return {
      ok: false,
      message: `${file}, line ${line}, column ${col}: ${fault.message} Correct that line and start again.`,
    };
  }
  const result = Config.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (result.success) return { ok: true, config: result.data };
  const messages = result.error.issues.slice(0, 10).map((issue) => {
    const node = document.getIn(issue.path as (string | number)[], true) as
      | { range?: [number, number, number] }
      | undefined;
    const at =
      node?.range ??
      (document.getIn(issue.path.slice(0, -1) as (string | number)[], true) as typeof node)?.range;
    const where = at ? `line ${lines.linePos(at[0]).line}, ` : '';
    return `${file}, ${where}${issue.path.join('.') || 'top level'}: ${explain(issue)}`;
  });
  return { ok: false, message: messages.join('\n') };
}

function explain(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return `${issue.message}.`;
  const known = knownKeys(issue.path);
  return issue.keys
    .map((key) => {
      const near = known
        .map((name) => ({ name, distance: editDistance(key, name) }))
        .sort((a, b) => a.distance - b.distance)[0];
      const hint =
        near && near.distance <= 3 ? `did you mean "${near.name}"?` : `known here: ${known.join(', ')}.`;
      return `"${key}" is not a setting; ${hint}`;
    })
    .join(' ');
}

/** Setting names at a path of the configuration. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let shape: unknown = Config;
  for (const key of path) {
    shape = unwrap(shape);
    const inner = shape as { shape?: Record<string, unknown>; element?: unknown };
    shape = typeof key === 'number' ? inner.element : inner.shape?.[String(key)];
  }
  return Object.keys((unwrap(shape) as { shape?: object } | undefined)?.shape ?? {});
}

function unwrap(shape: unknown): unknown {
  let current = shape as { def?: { innerType?: unknown } } | undefined;
  while (current?.def?.innerType) current = current.def.innerType as typeof current;
  return current;
}

/** Levenshtein 1966, two rows. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(
        row[j - 1]! + 1,
        previous[j]! + 1,
        previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    previous = row;
  }
  return previous[b.length]!;
}
