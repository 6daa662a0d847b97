/**
 * What the flow of texture knows of a crowd in which boxes see nobody: velocity at each place against the film's truth, the
 * variance that crowd pressure is made of, and CPU a picture, beside no flow at all. Drawn films through the real encoder and
 * decoder. Usage: node bench/texture-flow.ts [--seed N] [--keep DIR]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Truth } from '../sim/film/truth.ts';
import { type MadeFilm, madeFilms } from '../sim/lab/film/made-films.ts';
import { conditions } from '../sim/lab/scenario.ts';
import type { FlowAsk } from '../src/core/flow-field.ts';
import type { Point } from '../src/core/geometry.ts';
import { velocityVariance } from '../src/core/measure/crowd/crowd-pressure.ts';
import {
  askFlow,
  createCrowdFlow,
  followCrowdFlow,
  velocitiesOf,
} from '../src/core/measure/flow/crowd-flow.ts';
import { matrixOf, viewZone } from '../src/core/zone-view.ts';
import { maskedSize } from '../src/ingest/mask-size.ts';
import { replayed } from '../src/ingest/replay.ts';
import { openSource } from '../src/ingest/source.ts';
import { advanceFlow, createFlow } from '../src/ingest/texture-flow.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, keep: { type: 'string' } },
});
const seed = Number(values.seed);
/** A place shows the person whose foot is nearest, if it is nearer than this, m. */
const nearM = 0.3;

const recipes = ['pressure-waves', 'pressure-surge', 'pressure-not-calm'].flatMap((storyId) =>
  conditions.map((condition, c) => ({ storyId, seed: seed + 10 * c, condition, part: null })),
);
const directory = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'lamplighter-flow-')));
const rows: Awaited<ReturnType<typeof measureFilm>>[] = [];
try {
  for await (const made of madeFilms(recipes, { directory, isKept: values.keep !== undefined })) {
    rows.push(await measureFilm(made));
    console.log(JSON.stringify(rows.at(-1)));
  }
} finally {
  if (values.keep === undefined) await rm(directory, { recursive: true, force: true });
}
record('texture-flow', { seed, isSynthetic: true, films: rows });

/** While the crowd is pushed: from 17 to 43 s of the film. */
async function measureFilm({ film, filmPath, truth }: MadeFilm) {
  const [zone] = film.camera.zones;
  const size = { widthPx: truth.widthPx, heightPx: truth.heightPx };
  const masked = maskedSize(size, film.camera.maskPolicy, film.camera.calibration);
  const crowd = createCrowdFlow();
  const ask: FlowAsk = askFlow(crowd, viewZone(zone!, film.camera, size), matrixOf(film.camera), size)!;
  const places = crowd.places!;
  const flow = createFlow();
  const sums = { places: 0, known: 0, matched: 0, error: 0, true: 0, along: 0, cpuMs: 0, pictures: 0 };
  const variances: { readonly flow: number; readonly true: number }[] = [];
  const source = openSource({
    url: filmPath,
    analysisFps: Number.POSITIVE_INFINITY,
    isLooped: false,
    signal: new AbortController().signal,
  });
  for await (const { picture, index, atMs } of replayed(source, undefined)) {
    try {
      const luma = picture.toYuv420(masked);
      const before = process.cpuUsage();
      const [field] = advanceFlow(flow, luma, atMs, [ask]);
      followCrowdFlow(crowd, field ?? null, atMs);
      const { user, system } = process.cpuUsage(before);
      sums.cpuMs += (user + system) / 1000;
      sums.pictures++;
      if (field === undefined || atMs < 17_000 || atMs > 43_000) continue;
      const people = moversOf(truth, index, field.intervalMs);
      const read = velocitiesOf(places, field);
      places.ground.forEach((at, i) => {
        sums.places++;
        const v = { x: read[2 * i]!, y: read[2 * i + 1]! };
        if (Number.isNaN(v.x)) return;
        sums.known++;
        const person = nearest(people, at);
        if (person === null) return;
        const u = person.velocity;
        sums.matched++;
        sums.error += (v.x - u.x) ** 2 + (v.y - u.y) ** 2;
        sums.true += u.x ** 2 + u.y ** 2;
        sums.along += v.x * u.x + v.y * u.y;
      });
      const last = crowd.samples.at(-1);
      const trueVariance = velocityVariance(people.map((p) => p.velocity));
      if (last?.tMs === atMs && trueVariance !== null)
        variances.push({ flow: last.variance, true: trueVariance });
    } finally {
      picture.free();
    }
  }
  await source.closed;
  const mean = (of: 'flow' | 'true') => variances.reduce((sum, v) => sum + v[of], 0) / variances.length;
  return {
    film: film.id,
    places: places.ground.length,
    knownShare: round(sums.known / sums.places),
    rmseMps: round(Math.sqrt(sums.error / sums.matched)),
    trueRmsMps: round(Math.sqrt(sums.true / sums.matched)),
    slope: round(sums.along / sums.true),
    varianceByFlow: round(mean('flow'), 4),
    varianceTrue: round(mean('true'), 4),
    cpuMsAPicture: round(sums.cpuMs / sums.pictures, 1),
  };
}

type MovingPerson = { readonly feet: Point; readonly velocity: Point };

/** @returns who is in this frame and the one before. */
function moversOf({ frames }: Truth, index: number, intervalMs: number): readonly MovingPerson[] {
  const before = new Map(frames[index - 1]?.boxes.map((b) => [b.id, b.feet]));
  return frames[index]!.boxes.flatMap(({ id, feet }) => {
    const was = before.get(id);
    if (was === undefined) return [];
    const s = intervalMs / 1000;
    return [{ feet, velocity: { x: (feet.x - was.x) / s, y: (feet.y - was.y) / s } }];
  });
}

function nearest(people: readonly MovingPerson[], at: Point): MovingPerson | null {
  let [best, bestM]: [MovingPerson | null, number] = [null, nearM];
  for (const person of people) {
    const away = Math.hypot(person.feet.x - at.x, person.feet.y - at.y);
    if (away < bestM) [best, bestM] = [person, away];
  }
  return best;
}

function round(value: number, digits = 2): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
