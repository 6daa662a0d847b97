import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Category, categories } from '../core/detection.ts';
import { zoneSituationKinds } from '../core/zone.ts';
import { ModelError } from '../ingest/models/manifest.ts';
import { SourceError } from '../ingest/source.ts';
import { answering, CommandError, needed, numberFrom, readText } from './command.ts';
import { clipReport, clipSummary } from './evaluation/clip-report.ts';
import { clips, evaluateClips } from './evaluation/clips.ts';
import { evaluateFilm } from './evaluation/evaluate-film.ts';
import { reportOf } from './evaluation/report.ts';
import { quietReport, scenarioReport } from './evaluation/scenario-report.ts';
import { readTruth } from './truth/read-truth.ts';
import { parseZonesFile } from './truth/zones-file.ts';

const defaultSeed = 1;
const usualQuietHours = 24;
/** Drawn, decoded and detected, an hour takes minutes and not seconds. */
const usualQuietFilmHours = 1;
const root = path.resolve(import.meta.dirname, '../..');
/** The clips' zones stand beside the tests that hold them: both need a checkout. */
const zonesDirectory = path.join(root, 'test/reference/zones');
const usualData = path.resolve(root, '../shared/data');

const help = `lamplighter evaluate --footage F --truth T [--truth T2 ...] [--zones Z.json] [--model M] [--fps N] [--json]
lamplighter evaluate --scenarios [--seed N] [--kind K ...] [--quiet-hours N] [--json]
lamplighter evaluate --films [--seed N] [--kind K ...] [--limit N] [--quiet-hours N] [--keep DIR] [--json]
lamplighter evaluate --clips [--data DIR] [--clip ID ...] [--json]

Runs the live system's pipeline over a film, as fast as it goes, and scores it against the truth.

  --footage F         a video file
  --truth T           MOT text (frame,id,x,y,w,h,keep[,class,visibility]), CSV with the heading frame0,id,x,y,w,h
                      (id may be absent), or events JSON; may be given more than once
  --zones Z           { "zones": [...], "calibration": [...] } as in the contract
  --model M           folder or manifest of a model (default: the one that comes with the product)
  --fps N             analyse N frames per second of film (default: every frame)
  --truth-category C  person, bicycle or vehicle: what the boxes of a truth without categories are
                      (default: person; vehicle for a CSV without ids)
  --json              machine-readable

With --scenarios: plays simulated situations, whose truth is known because they were made, through the tracker and the rules.

  --seed N            a whole number; the same seed plays the same (default ${defaultSeed})
  --kind K            only this kind of situation, or several with commas; may be given more than once
  --quiet-hours N     so many camera-hours of ordinary life besides, in which every alarm is false (default 24)

With --films: the same situations drawn as films, in day, dusk, rain, long shadows and on a shaking mast, through the whole
pipeline. The films are made as they are needed; all of them take hours.

  --seed N, --kind K  as above
  --limit N           only the first N films; any beginning of the list is spread over kinds and conditions
  --quiet-hours N     so many camera-hours of ordinary life besides (default ${usualQuietFilmHours})
  --keep DIR          leave the films and their truth in this folder, and use again those that lie there already

With --clips: lists what is found in the real clips of the research data, one by one.

  --data DIR          the folder that holds footage/ and groundtruth/ (default: LAMPLIGHTER_TEST_DATA, or shared/data
                      beside the checkout)
  --clip ID           only this one of ${clips.map(({ id }) => id).join(', ')}; may be given more than once
`;

/** `lamplighter evaluate`. Exit code 0: evaluated; 2: bad input. */
export function run(args: string[]): Promise<number> {
  return answering('evaluate', () => {
    const { values } = parseArgs({
      args,
      options: {
        footage: { type: 'string' },
        truth: { type: 'string', multiple: true },
        zones: { type: 'string' },
        model: { type: 'string' },
        fps: { type: 'string' },
        'truth-category': { type: 'string' },
        scenarios: { type: 'boolean' },
        seed: { type: 'string' },
        kind: { type: 'string', multiple: true },
        'quiet-hours': { type: 'string' },
        films: { type: 'boolean' },
        limit: { type: 'string' },
        keep: { type: 'string' },
        clips: { type: 'boolean' },
        data: { type: 'string' },
        clip: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return Promise.resolve(0);
    }
    if ([values.scenarios, values.films, values.clips, values.footage].filter(Boolean).length > 1) {
      throw new CommandError('give one of --footage, --scenarios, --films and --clips');
    }
    if (values.scenarios) return runScenarios(values);
    if (values.films) return runFilms(values);
    return values.clips ? runClips(values) : runFilm(values);
  });
}

type Values = {
  readonly footage?: string | undefined;
  readonly truth?: string[] | undefined;
  readonly zones?: string | undefined;
  readonly model?: string | undefined;
  readonly fps?: string | undefined;
  readonly 'truth-category'?: string | undefined;
  readonly seed?: string | undefined;
  readonly kind?: string[] | undefined;
  readonly 'quiet-hours'?: string | undefined;
  readonly limit?: string | undefined;
  readonly keep?: string | undefined;
  readonly data?: string | undefined;
  readonly clip?: string[] | undefined;
  readonly json?: boolean | undefined;
};

async function runFilm(values: Values): Promise<number> {
  const footage = needed(values.footage, '--footage');
  needed(values.truth?.[0], '--truth');
  const category = categoryFrom(values['truth-category']);
  const analysisFps = numberFrom(values.fps, '--fps', { min: 0.1, max: 240 }) ?? null;
  const truth = await readTruth(values.truth!, { footage, category });
  const { zones, calibration } =
    values.zones === undefined
      ? { zones: [], calibration: [] }
      : parseZonesFile(await readText(values.zones, '--zones'), values.zones);

  const { analyseFile } = await import('../ingest/offline.ts');
  const evaluation = await refusing(() =>
    evaluateFilm(analyseFile, {
      footage,
      truth,
      zones,
      calibration,
      model: values.model ?? null,
      analysisFps,
      onProgress: progressOn(process.stderr, 'frames analysed'),
    }),
  );
  process.stdout.write(values.json ? `${JSON.stringify(evaluation, null, 2)}\n` : reportOf(evaluation));
  return 0;
}

async function runScenarios(values: Values): Promise<number> {
  const seed = seedFrom(values.seed);
  const kinds = kindsFrom(values.kind);
  const hours =
    numberFrom(values['quiet-hours'], '--quiet-hours', { min: 0, max: 10_000 }) ?? usualQuietHours;
  const { scenarioSet } = await import('../../sim/lab/scenario-set.ts');
  const { quietHours } = await import('../../sim/lab/quiet-hours.ts');
  const { evaluateScenarios } = await import('./evaluation/scenarios.ts');
  const progress = progressOn(process.stderr, 'scenarios played');
  const evaluation = evaluateScenarios(scenarioSet(seed, kinds), progress);
  const quiet = hours < 1 ? null : evaluateScenarios(quietHours(seed, Math.floor(hours)), progress);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ seed, ...evaluation, quiet }, null, 2)}\n`
      : scenarioReport(evaluation, seed) + (quiet === null ? '' : `\n${quietReport(quiet)}`),
  );
  return 0;
}

async function runFilms(values: Values): Promise<number> {
  const seed = seedFrom(values.seed);
  const limit = numberFrom(values.limit, '--limit', { min: 0, max: 1_000_000 }) ?? Number.POSITIVE_INFINITY;
  const hours =
    numberFrom(values['quiet-hours'], '--quiet-hours', { min: 0, max: 10_000 }) ?? usualQuietFilmHours;
  const { filmSet, quietFilms } = await import('../../sim/lab/film/film-set.ts');
  const { evaluateFilms } = await import('./evaluation/films.ts');
  const { filmReport, quietFilmReport } = await import('./evaluation/film-report.ts');
  const { analyseFile } = await import('../ingest/offline.ts');
  const set = filmSet(seed, kindsFrom(values.kind)).slice(0, limit);
  const life = quietFilms(seed, hours);
  const directory = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'lamplighter-films-')));
  const tell = filmProgress(set.length + life.length);
  const at = { directory, isKept: values.keep !== undefined, model: values.model ?? null };
  try {
    const evaluation = await refusing(() => evaluateFilms(analyseFile, set, { ...at, onProgress: tell }));
    const onProgress = (done: number) => tell(set.length + done);
    const quiet =
      life.length === 0
        ? null
        : await refusing(() => evaluateFilms(analyseFile, life, { ...at, onProgress }));
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ seed, ...evaluation, quiet }, null, 2)}\n`
        : filmReport(evaluation, seed) + (quiet === null ? '' : `\n${quietFilmReport(quiet)}`),
    );
    return 0;
  } finally {
    if (values.keep === undefined) await rm(directory, { recursive: true, force: true });
  }
}

function seedFrom(text: string | undefined): number {
  const seed = numberFrom(text, '--seed', { min: 0, max: Number.MAX_SAFE_INTEGER }) ?? defaultSeed;
  if (!Number.isInteger(seed)) throw new CommandError(`--seed ${text}: give a whole number`);
  return seed;
}

/** Several may be given in one, with commas. */
function kindsFrom(texts: readonly string[] | undefined) {
  return texts?.flatMap((text) => text.split(',')).map((text) => known(text, '--kind', zoneSituationKinds));
}

async function runClips(values: Values): Promise<number> {
  const dataDirectory = values.data ?? process.env.LAMPLIGHTER_TEST_DATA ?? usualData;
  const ids = values.clip?.map((text) =>
    known(
      text,
      '--clip',
      clips.map(({ id }) => id),
    ),
  );
  const { analyseFile } = await import('../ingest/offline.ts');
  const outcomes = await refusing(() =>
    evaluateClips(analyseFile, {
      dataDirectory,
      zonesDirectory,
      clips: clips.filter(({ id }) => ids?.includes(id) ?? true),
      onClip: (outcome) => {
        if (!values.json) process.stdout.write(`${clipReport(outcome)}\n`);
      },
    }),
  );
  if (outcomes.every(({ outcome }) => outcome === 'not-there')) {
    throw new CommandError(
      `--data ${dataDirectory}: none of the clips is there; name the folder that holds footage/ and groundtruth/`,
    );
  }
  if (values.json) process.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
  else process.stdout.write(clipSummary(outcomes));
  return 0;
}

function known<T extends string>(text: string, option: string, all: readonly T[]): T {
  const found = all.find((one) => one === text);
  if (found === undefined) throw new CommandError(`${option} ${text}: give one of ${all.join(', ')}`);
  return found;
}

/** A film or a model that cannot be used is the caller's to mend: its message without a stack. */
async function refusing<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (cause) {
    if (cause instanceof SourceError || cause instanceof ModelError) {
      throw new CommandError(cause.message, { cause });
    }
    throw cause;
  }
}

function categoryFrom(text: string | undefined): Category | null {
  if (text === undefined) return null;
  const category = categories.find((c) => c === text);
  if (category === undefined)
    throw new CommandError(`--truth-category ${text}: give ${categories.join(', ')}`);
  return category;
}

/** Hours of work say how far they are, also in a log: a line a minute. */
function filmProgress(all: number): (done: number) => void {
  const { stderr } = process;
  let saidMs = performance.now();
  return (done) => {
    if (performance.now() - saidMs < (stderr.isTTY ? 1_000 : 60_000)) return;
    saidMs = performance.now();
    const words = `${done} of ${all} films analysed`;
    stderr.write(stderr.isTTY ? `\r${words}\x1b[K\r` : `${words}\n`);
  };
}

/** Anything over two seconds shows that it is alive; nothing when nobody watches. */
function progressOn(stream: NodeJS.WriteStream, of: string): (done: number) => void {
  let saidMs = performance.now();
  return (done) => {
    if (!stream.isTTY || performance.now() - saidMs < 1_000) return;
    saidMs = performance.now();
    stream.write(`\r${done} ${of}\x1b[K\r`);
  };
}
