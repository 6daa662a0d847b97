/** The closed list of situations as a page for the public, from the rules themselves: nothing is said twice. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rationalisation } from '../src/core/alarm/rationalisation.ts';
import { faultRules } from '../src/core/situation/camera-faults.ts';
import {
  cameraFaultKinds,
  defaultRules,
  type SituationKind,
  type ZoneSituationKind,
  zoneSituationKinds,
} from '../src/core/zone.ts';

const folder = path.resolve(import.meta.dirname, '../src/core/situation');

export function situationsPage(): string {
  return `# What Lamplighter tells of

This list is closed. It knows situations, never persons: nothing here recognises a face, a gait, a voice, a plate or a
behaviour, and nobody is known again after leaving a camera's picture. Generated from the code that decides
(\`src/core/situation\`) and the defaults it ships with (\`src/core/zone.ts\`).

## In a zone

${zoneSituationKinds.map(zoneSection).join('\n')}
## When a camera does not measure

While one of these is open, an alarm says so and the camera's measures are marked.

${cameraFaultKinds.map(faultSection).join('\n')}`;
}

function zoneSection(kind: ZoneSituationKind): string {
  const { kind: _, ...parameters } = defaultRules[kind];
  const rows = Object.entries(parameters).map(([name, value]) => `| \`${name}\` | ${shown(name, value)} |`);
  return [
    `### ${titleOf(kind)}`,
    '',
    docstringOf(kind),
    '',
    '| parameter | default |',
    '|---|---|',
    ...rows,
    '',
    reasonOf(kind),
    '',
  ].join('\n');
}

function faultSection(kind: keyof typeof faultRules): string {
  const { holdMs, clearMs } = faultRules[kind];
  const times = `Told after ${seconds(holdMs)}, over after ${seconds(clearMs)} without it.`;
  return [`### ${titleOf(kind)}`, '', `${times}`, '', reasonOf(kind), ''].join('\n');
}

function reasonOf(kind: SituationKind): string {
  const { cause, consequence, response, priority } = rationalisation[kind];
  return `Priority ${priority}. ${cause} ${consequence} *${response}*`;
}

/** The docstring right before what the kind's own file exports as its judge. */
function docstringOf(kind: ZoneSituationKind): string {
  const text = readFileSync(path.join(folder, `${kind}.ts`), 'utf8');
  const found = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:const judge|function lineCrossings)/.exec(text);
  if (found === null) throw new Error(`${kind}.ts: the judge has no docstring`);
  const lines = found[1]!.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const sources = lines.filter((line) => line.startsWith('@see ')).map((line) => line.slice(5));
  const prose = lines
    .filter((line) => !line.startsWith('@'))
    .join('\n')
    .trim();
  return sources.length === 0 ? prose : `${prose}\n\nSource: ${sources.join('; ')}.`;
}

function titleOf(kind: SituationKind): string {
  const words = kind.replaceAll('-', ' ');
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}

function shown(name: string, value: unknown): string {
  if (value === null) return 'not used';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'number') return String(value);
  if (name.endsWith('Ms')) return seconds(value);
  const units: readonly (readonly [string, string])[] = [
    ['PerM2', '/m²'],
    ['PerS2', '/s²'],
    ['Mps', 'm/s'],
    ['M', 'm'],
  ];
  const unit = units.find(([end]) => name.endsWith(end))?.[1];
  return unit === undefined ? String(value) : `${value} ${unit}`;
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
