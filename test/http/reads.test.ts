/** Questions: they answer, and leave nothing behind. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cityMap } from '../../sim/map.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';

const ground = cityMap();
let started: StartedCentre;
before(async () => {
  started = await startCentre({ ground });
  const source = { analysisUrl: 'rtsp://camera.example/1' };
  await started.administrator.call('cameras.create', { body: { id: 'square', name: 'Square', source } });
});
after(() => started.stop());

test('a calibration is previewed at every keystroke without an audit entry', async () => {
  const audit = async () => (await started.administrator.call('audit.list', { query: {} })).length;
  const before = await audit();
  const points = [0.2, 0.4, 0.6, 0.8].flatMap((x) =>
    [0.5, 0.9].map((y) => ({ image: { x, y }, ground: { x: x * 10, y: (1 - y) * 20 } })),
  );
  for (let n = 0; n <= points.length; n++) {
    const body = { points: points.slice(0, n) };
    const report = await started.administrator.call('calibration.preview', {
      params: { id: 'square' },
      body,
    });
    assert.equal(report.isAccepted, n >= 6);
  }
  assert.equal(await audit(), before);
});

test('the ground of the map is told to whoever may see the site', async () => {
  const viewer = await started.as('viewer');
  assert.deepEqual(await viewer.call('map.ground'), ground);
});
