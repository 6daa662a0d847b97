/** The ground proposed from walking people: asked of ingest, handed on, and never kept. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CalibrationProposal } from '../../src/contract/shapes.ts';
import { proposedPoints } from '../../src/core/self-calibration/proposed-points.ts';
import { until } from '../support/app.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';
import { streetCamera } from '../support/walking-people.ts';

const params = { id: 'square' };
/** As it comes out of JSON: no minus nought. */
const groundFromImage = streetCamera.groundFromImage.map((value) => value + 0);
const seen = { top: 0.4, bottom: 0.9 };
const answer: CalibrationProposal = {
  people: 31,
  peopleNeeded: 15,
  heights: 120,
  paces: 60,
  refusal: null,
  proposal: {
    groundFromImage,
    heightM: 6,
    tiltDeg: 14,
    rollDeg: 0.2,
    fieldOfViewDeg: 87,
    distanceError: 0.1,
    seen,
  },
};

let started: StartedCentre;
before(async () => {
  started = await startCentre();
  const source = { analysisUrl: 'rtsp://camera.example/1' };
  await started.administrator.call('cameras.create', { body: { ...params, name: 'Square', source } });
});
after(() => started.stop());

test('a proposal is what ingest says, for everybody who asked, and leaves nothing behind', async () => {
  const { administrator, fleet } = started;
  const audit = async () => (await administrator.call('audit.list', { query: {} })).length;
  const entries = await audit();
  const both = [1, 2].map(() => administrator.call('calibration.propose', { params }));
  await until(() => fleet.askedProposals.length === 2, 10_000, 'two questions');
  fleet.say({ type: 'calibration.proposal', cameraId: 'square', proposal: answer });
  assert.deepEqual(await Promise.all(both), [answer, answer]);
  assert.equal(await audit(), entries);
  assert.equal((await administrator.call('cameras.get', { params })).calibration, null);
});

test('a camera that is silent is said to be so, and an unknown one is not there', async () => {
  const { administrator } = started;
  await assert.rejects(
    administrator.call('calibration.propose', { params }),
    /does not answer.*Make it run, then ask again/,
  );
  await assert.rejects(
    administrator.call('calibration.propose', { params: { id: 'nowhere' } }),
    /Camera nowhere does not exist/,
  );
});

test('proposed points alone are not kept; confirmed by measured ones they are, and stay marked', async () => {
  const { administrator } = started;
  const points = proposedPoints({ groundFromImage: streetCamera.groundFromImage, seen });
  const { version } = await administrator.call('cameras.get', { params });
  await assert.rejects(
    administrator.call('calibration.replace', { params, body: { version, points } }),
    /at least 2 measured points, 5 m or more apart/,
  );
  const measured = [points[0]!, points.at(-1)!].map(({ image, ground }) => ({
    image,
    ground: { x: ground.x + 0.4, y: ground.y },
  }));
  const body = { version, points: [...measured, ...points] };
  const { calibration } = await administrator.call('calibration.replace', { params, body });
  assert.equal(calibration?.points.filter(({ isProposed }) => isProposed).length, points.length);
  assert.ok(Math.abs(calibration!.residualM - 0.4) < 0.01, 'what the measured points are off by');
});
