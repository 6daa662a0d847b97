/** Labelled films, made here and judged by the whole pipeline. They need no data and are never skipped. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { filmSet, quietFilms } from '../../../sim/lab/film/film-set.ts';
import { type FilmRecipe, filmOf } from '../../../sim/lab/film/recipe.ts';
import { conditions } from '../../../sim/lab/scenario.ts';
import { scenarioSet } from '../../../sim/lab/scenario-set.ts';
import { zoneSituationKinds } from '../../core/zone.ts';
import { analyseFile } from '../../ingest/offline.ts';
import { filmReport, quietFilmReport } from './film-report.ts';
import { evaluateFilms } from './films.ts';

let directory = '';
before(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'lamplighter-films-'));
});
after(() => rm(directory, { recursive: true, force: true }));

function partOf(
  storyId: string,
  condition: FilmRecipe['condition'],
  part: NonNullable<FilmRecipe['part']>,
): FilmRecipe {
  return { storyId, seed: 1, condition, part };
}

test('an intruder by day and a wrong-way driver on a shaking mast are found in films, and a walker outside is not', async (t) => {
  const evaluation = await evaluateFilms(
    analyseFile,
    [
      partOf('intrusion-person', 'day', { fromMs: 0, durationMs: 22_000 }),
      partOf('wrong-way-two', 'shake', { fromMs: 12_000, durationMs: 12_000 }),
      partOf('intrusion-not-along', 'shadows', { fromMs: 0, durationMs: 16_000 }),
    ],
    { directory, isKept: false, model: null },
  );
  for (const line of filmReport(evaluation, 1).trimEnd().split('\n')) t.diagnostic(line);
  const of = (kind: string) => {
    const { truths, detected, falseAlarms } = evaluation.byKind[kind]!;
    return { truths, detected, falseAlarms };
  };
  assert.deepEqual(of('intrusion'), { truths: 1, detected: 1, falseAlarms: 0 });
  assert.deepEqual(of('wrong-way'), { truths: 1, detected: 1, falseAlarms: 0 });
  assert.deepEqual(Object.keys(evaluation.byCondition).sort(), ['day', 'shadows', 'shake']);
  const { drawn, hidden } = evaluation.sight.day!;
  assert.ok(
    drawn > 20 && hidden >= 0.9 * drawn,
    `${hidden} of ${drawn} drawn people were hidden by the masks`,
  );
  assert.deepEqual(await readdir(directory), [], 'films are removed once they were watched');
});

test('a quiet film has an empty truth, and its length counts', async () => {
  const [recipe] = quietFilms(1, 0.05);
  const short = { ...recipe!, part: { ...recipe!.part!, durationMs: 6_000 } };
  const quiet = await evaluateFilms(analyseFile, [short], { directory, isKept: true, model: null });
  assert.equal(quiet.events, 0);
  assert.match(quietFilmReport(quiet), /^Quiet simulated films: 0\.0 camera-hours of ordinary life/);
  const kept = await readdir(directory);
  assert.deepEqual(kept.map((name) => name.slice(name.indexOf('.'))).sort(), [
    '.mot.txt',
    '.mp4',
    '.truth.json',
  ]);
});

test('the films hold over 200 events of every kind in every condition, the same events as the scenarios of boxes', () => {
  const films = filmSet(1).map(filmOf);
  const events = films.flatMap(({ truth, condition }) => truth.map(({ kind }) => ({ kind, condition })));
  assert.ok(events.length >= 200, `${events.length} events`);
  for (const kind of zoneSituationKinds) {
    const seen = new Set(events.filter((event) => event.kind === kind).map((event) => event.condition));
    assert.deepEqual([...seen].sort(), [...conditions].sort(), kind);
  }
  const boxes = scenarioSet(1, ['stopped-vehicle']).flatMap(({ truth }) => truth);
  const drawn = films.filter(({ kind }) => kind === 'stopped-vehicle').flatMap(({ truth }) => truth);
  const lengths = (of: typeof boxes) => of.map(({ startMs, endMs }) => endMs - startMs).sort((a, b) => a - b);
  assert.deepEqual(lengths(drawn), lengths(boxes));
});

test('any beginning of the films is spread over kinds, conditions, and what looks like an event and is none', () => {
  const first = filmSet(3)
    .slice(0, 5 * zoneSituationKinds.length)
    .map(filmOf);
  assert.equal(new Set(first.map(({ kind }) => kind)).size, zoneSituationKinds.length);
  for (const condition of conditions) {
    const share = first.filter((film) => film.condition === condition).length / first.length;
    assert.ok(share > 0.1 && share < 0.3, `${condition}: ${share}`);
  }
  const none = first.filter(({ truth }) => truth.length === 0).length;
  assert.ok(
    none > 0.15 * first.length && none < 0.4 * first.length,
    `${none} of ${first.length} hold no event`,
  );
});
