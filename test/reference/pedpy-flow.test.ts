/** N(t), flow and passing against JPSreport's tables, as PedPy's reference tests use them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classicDensity } from '../../src/core/measure/crowd/classic-density.ts';
import { cumulativeCounts } from '../../src/core/measure/crowd/cumulative-count.ts';
import { flowsOf, specificFlow } from '../../src/core/measure/crowd/flow.ts';
import { firstCrossings, lengthOf } from '../../src/core/measure/crowd/line-crossing.ts';
import {
  passagesThrough,
  passingDensity,
  passingSpeed,
  stretchBeside,
} from '../../src/core/measure/crowd/passing.ts';
import { framesOf } from '../../src/core/measure/crowd/trajectory.ts';
import { bottleneck, corner, greatest, recordingOf, tableOf } from '../support/juelich.ts';
import { needsData } from '../support/test-data.ts';

for (const place of [bottleneck, corner]) {
  const name = place.folder.split('-')[1]!;
  const file = (table: string) => `${place.folder}/${table}`;
  const needed = needsData(file('traj.txt'), file(place.counts), file(place.flows), file(place.passing));

  test(`N(t) of the ${name} is JPSreport’s in every row`, needed, () => {
    const { recording } = recordingOf(place);
    const counts = cumulativeCounts(firstCrossings(recording, place.line), framesOf(recording));
    const rows = tableOf(file(place.counts));
    assert.deepEqual(
      counts.map((c) => [c.frame, c.people]),
      rows.map(([frame, , people]) => [frame, people]),
    );
    console.log(`${name} N(t): ${rows.length} rows, none differs`);
  });

  test(`flow and speed at the line of the ${name} are JPSreport’s from the second row on`, needed, () => {
    const { recording, frames } = recordingOf(place);
    const crossings = firstCrossings(recording, place.line);
    const counts = cumulativeCounts(crossings, framesOf(recording));
    const by = { framesPerSecond: recording.framesPerSecond, deltaFrame: place.deltaFrame };
    const flows = flowsOf(counts, crossings, frames, by);
    const rows = tableOf(file(place.flows));
    assert.equal(flows.length, rows.length);
    // Its first row leaves out those who crossed in the first frame.
    const flow = flows.map((f, i) => f.flowPerS - rows[i]![0]!).slice(1);
    const speed = flows.map((f, i) => f.meanSpeedMps! - rows[i]![1]!).slice(1);
    assert.ok(greatest(`${name} flow`, flow) < 0.001);
    assert.ok(greatest(`${name} speed at the line`, speed) < 0.001);
    for (const { flowPerS } of flows) {
      const perMetre = specificFlow(flowPerS, lengthOf(place.line));
      assert.ok(perMetre > 0.3 && perMetre < 2, `${perMetre} is no flow of pedestrians`);
    }
  });

  test(`passing speed and density of everyone in the ${name} are JPSreport’s`, needed, () => {
    const { recording, frames } = recordingOf(place);
    const stretch = stretchBeside(place.stretchLine, place.depthM);
    const densities = new Map(
      [...frames].map(([frame, walkers]) => [
        frame,
        classicDensity(
          walkers.map((w) => w.at),
          stretch,
        ),
      ]),
    );
    const passages = passagesThrough(recording, place.stretchLine, place.depthM);
    const rows = new Map(
      tableOf(file(place.passing)).map(([id, density, speed]) => [id, { density, speed }]),
    );
    assert.deepEqual(passages.map((p) => p.id).sort(byNumber), [...rows.keys()].sort(byNumber));
    // Person 25 of the corner stands on the outline for one frame, which JPSreport counts as inside; PedPy leaves them out.
    const odd = place === corner ? passages.find((p) => p.id === 25)! : null;
    const sure = passages.filter((p) => p !== odd);
    const by = { depthM: place.depthM, framesPerSecond: recording.framesPerSecond };
    const speed = sure.map((p) => passingSpeed(p, by) - rows.get(p.id)!.speed!);
    assert.ok(greatest(`${name} passing speed`, speed) < 0.001);
    const meets = (p: { inFrame: number; outFrame: number }) =>
      odd !== null && p.inFrame <= odd.outFrame && p.outFrame >= odd.inFrame;
    const difference = (p: (typeof passages)[number]) =>
      passingDensity(p, densities) - rows.get(p.id)!.density!;
    assert.ok(greatest(`${name} passing density`, sure.filter((p) => !meets(p)).map(difference)) < 0.001);
    if (odd !== null) {
      const beside = sure.filter(meets).map(difference);
      assert.ok(greatest('corner passing density beside person 25', beside) < 0.01);
    }
  });
}

function byNumber(a: number | undefined, b: number | undefined): number {
  return a! - b!;
}
