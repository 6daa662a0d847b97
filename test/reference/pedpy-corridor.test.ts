/** Voronoi density, speed and line flow by side against PedPy itself: two directions, an obstacle, a cut-off. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseRecording } from '../../src/cli/trajectories/read-recording.ts';
import { polygonFrom } from '../../src/cli/trajectories/wkt.ts';
import { walkersByFrame } from '../../src/core/measure/crowd/individual-velocity.ts';
import type { MeasurementLine } from '../../src/core/measure/crowd/line-crossing.ts';
import { lineFlowBySide, sidesAt } from '../../src/core/measure/crowd/line-flow-by-side.ts';
import { measurementArea } from '../../src/core/measure/crowd/shared-area.ts';
import { usualCutOff, voronoiCells } from '../../src/core/measure/crowd/voronoi-cells.ts';
import { voronoiDensity } from '../../src/core/measure/crowd/voronoi-density.ts';
import { voronoiSpeed } from '../../src/core/measure/crowd/voronoi-speed.ts';
import { frameStep, greatest } from '../support/juelich.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const film = 'trajectories/juelich/bi_corr_400_b_03.txt';
const golden: { rows: [number, number, number, number, number][] } = JSON.parse(
  readFileSync(new URL('pedpy-corridor.json', import.meta.url), 'utf8'),
);

test(
  'the corridor walked both ways measures as PedPy measures it, to a hundred-thousandth',
  needsData(film),
  () => {
    const walkable = polygonFrom(
      'POLYGON ((-7 -1, 7 -1, 7 6, -7 6), (1 2, 1.2 2, 1.2 2.2, 1 2.2))',
      'walkable',
    );
    const zone = measurementArea(polygonFrom('POLYGON ((-2 0, 2 0, 2 4, -2 4))', 'zone').outline);
    const line: MeasurementLine = [
      { x: 0, y: -1 },
      { x: 0, y: 6 },
    ];
    const said = { framesPerSecond: null, unit: null };
    const { recording } = parseRecording(readFileSync(dataPath(film), 'utf8'), film, said);
    const expected = new Map(golden.rows.map((row) => [row[0], row]));
    const last = golden.rows.at(-1)![0];
    let sides: ReadonlyMap<number, 1 | -1> = new Map();
    const differences: [number, number, number, number][] = [];
    for (const [frame, walkers] of walkersByFrame(recording, frameStep)) {
      if (frame > last) break;
      const cells = voronoiCells(
        walkers.map((w) => w.at),
        walkable,
        usualCutOff,
      );
      sides = sidesAt(sides, walkers, cells, line);
      const row = expected.get(frame);
      if (row === undefined) continue;
      const flow = lineFlowBySide(walkers, cells, line, sides);
      const [, density, speed, rightwards, leftwards] = row;
      differences.push([
        voronoiDensity(cells, zone) - density,
        voronoiSpeed(walkers, cells, zone) - speed,
        flow.rightwards - rightwards,
        flow.leftwards - leftwards,
      ]);
    }
    assert.equal(differences.length, golden.rows.length);
    for (const [i, what] of [
      'Voronoi density',
      'Voronoi speed',
      'flow rightwards',
      'flow leftwards',
    ].entries()) {
      assert.ok(
        greatest(
          `corridor ${what}`,
          differences.map((d) => d[i]!),
        ) < 1e-5,
      );
    }
  },
);
