/** A drawn crowd through the whole pipeline: what the detector loses must not read as relief. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { madeFilms } from '../../../sim/lab/film/made-films.ts';
import type { Measure } from '../../core/measure/measure.ts';
import { analyseFile } from '../../ingest/offline.ts';

let directory = '';
before(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'lamplighter-crowd-'));
});
after(() => rm(directory, { recursive: true, force: true }));

test('42 people come and stand, the detector loses them, and their count does not fall', async (t) => {
  const recipe = {
    storyId: 'crowding-stands',
    seed: 1,
    condition: 'day',
    part: { fromMs: 0, durationMs: 30_000 },
  } as const;
  const counts: Measure[] = [];
  const told: string[] = [];
  let boxes = Number.POSITIVE_INFINITY;
  for await (const { film, filmPath } of madeFilms([recipe], { directory, isKept: false })) {
    await analyseFile({
      path: filmPath,
      zones: film.camera.zones,
      calibration: film.calibration,
      model: null,
      analysisFps: null,
      onFrame: ({ measures, situations, tracks, atMs }) => {
        counts.push(...measures.filter(({ kind, category }) => kind === 'count' && category === 'person'));
        told.push(...situations.map(({ phase, situation }) => `${phase} ${situation.kind}`));
        if (atMs > 12_000) boxes = Math.min(boxes, tracks.filter((track) => track.isConfirmed).length);
      },
    });
  }
  const values = counts.map(({ value }) => value!);
  t.diagnostic(`people counted each second: ${values.join(' ')}; boxes at the fewest: ${boxes}`);
  const most = Math.max(...values);
  assert.ok(boxes < 0.6 * most, 'the detector has lost them');
  const last = counts.slice(-8);
  assert.ok(
    last.every(({ value, note }) => value! >= 0.8 * most && note === 'beyond-range'),
    last.map(({ value, note }) => `${value} ${note}`).join(),
  );
  assert.ok(
    last.every(({ coverage }) => coverage < 0.5),
    'nor does it say that it sees them all',
  );
  assert.deepEqual(told, ['began camera-out-of-range', 'began crowding']);
});
