import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { squareCamera } from '../../test/support/situations.ts';
import { type StartedCentre, startCentre } from '../../test/support/start-centre.ts';

let started: StartedCentre;
const nowMs = 1_700_000_001_000;
before(async () => {
  started = await startCentre({
    clock: { nowMs: () => nowMs },
    config: () => ({ cameras: [squareCamera()] }),
  });
});
after(() => started.stop());

test('zones kept as they are confirm the camera’s view to ingest; a new name confirms nothing', async () => {
  const { administrator, fleet } = started;
  const params = { id: 'square' };
  const toldMs = () => fleet.cameras.get('square')!.lookedAtMs;
  const camera = await administrator.call('cameras.get', { params });
  const renamed = await administrator.call('cameras.update', {
    params,
    body: { name: 'Large square', version: camera.version, source: camera.source },
  });
  assert.equal(toldMs(), null);
  const { zones, version } = renamed;
  await administrator.call('zones.replace', { params, body: { version, zones: zones as never } });
  assert.equal(toldMs(), nowMs);
});
