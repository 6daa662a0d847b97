/** Classic density against JPSreport's table of the Juelich corner experiment (via PedPy's reference tests). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Calibration } from '../../src/core/camera.ts';
import { densityOf } from '../../src/core/measure/density.ts';
import { windowOf } from '../../src/core/measure/window.ts';
import { sampleZone } from '../../src/core/measure/zone-sample.ts';
import { followTrack } from '../../src/core/scene-track.ts';
import { matrixOf, viewZone } from '../../src/core/zone-view.ts';
import { cameraWith } from '../support/scene-world.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const trajectories = 'trajectories/juelich-corner/traj.txt';
const table = 'trajectories/juelich-corner/rho_v_Classic_traj.txt_id_1.dat';

/** A camera straight above, 20 m by 20 m from (-10, -10). */
const size = { widthPx: 2_000, heightPx: 2_000 };
const calibration: Calibration = {
  points: [],
  groundFromImage: [20, 0, -10, 0, 20, -10, 0, 0, 1],
  residualsM: [],
  residualM: 0,
};
const image = (x: number, y: number) => ({ x: (x + 10) / 20, y: (y + 10) / 20 });

function rows(name: string): number[][] {
  return readFileSync(dataPath(name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/).map(Number));
}

test('classic density is JPSreport’s in every frame of the corner', needsData(trajectories, table), () => {
  const zone = {
    id: 'box',
    name: 'box',
    shape: 'area' as const,
    points: [image(0, 0), image(-3, 0), image(-3, 2), image(0, 2)],
    direction: null,
    rules: [],
  };
  const camera = cameraWith([zone], { calibration });
  const view = viewZone(zone, camera, size);
  assert.ok(Math.abs(view.areaM2! - 6) < 1e-9);
  assert.equal(view.coverage, 1);

  const people = Map.groupBy(rows(trajectories), (row) => row[1]!);
  let frames = 0;
  for (const [number, densityPerM2] of rows(table)) {
    const frame = { cameraId: 'c', runId: 'r', index: number!, atMs: number! * 62.5, ...size };
    const tracks = (people.get(number!) ?? []).map(([id, , x, y]) => {
      const foot = { x: image(x!, y!).x * size.widthPx, y: image(x!, y!).y * size.heightPx };
      const box = { x: foot.x - 20, y: foot.y - 100, w: 40, h: 100 };
      const seen = { firstSeenMs: 0, lastSeenMs: frame.atMs, isConfirmed: true, isCoasting: false };
      const tracked = { id: id!, category: 'person' as const, box, score: 1, ...seen };
      return followTrack(null, tracked, frame, { tMs: frame.atMs, matrix: matrixOf(camera) });
    });
    const sample = sampleZone(view, tracks, frame.atMs);
    const density = densityOf(windowOf(view, [sample], { atMs: frame.atMs, windowMs: 1_000 }));
    assert.ok(Math.abs(density.value! - densityPerM2!) < 0.0006, `frame ${number}: ${density.value}`);
    frames++;
  }
  console.log(`${frames} frames agree with JPSreport`);
  assert.ok(frames > 800);
});
