/** Many cameras at once, over the API of a real centre. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { csvOf } from '../../src/contract/camera-csv.ts';
import type { CameraView } from '../../src/contract/shapes.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../support/start-centre.ts';

let started: StartedCentre;
let administrator: SignedInClient;

before(async () => {
  started = await startCentre();
  ({ administrator } = started);
  for (const id of ['gate', 'hall', 'yard']) {
    const source = { analysisUrl: `rtsp://viewer:tr0ub4dor@${id}.example/1` };
    await administrator.call('cameras.create', { body: { id, name: id, source, tags: ['Old', 'night'] } });
  }
});
after(() => started.stop());

const cameras = async () =>
  new Map((await administrator.call('cameras.list')).map((camera) => [camera.id, camera]));
const seen = (...some: (CameraView | undefined)[]) =>
  some.map((one) => ({ id: one!.id, version: one!.version }));
const audit = async (action: string) =>
  (await administrator.call('audit.list', { query: {} })).filter((entry) => entry.action === action);

test('a new camera keeps its group and tags, tidied', async () => {
  const source = { analysisUrl: 'film.mp4' };
  const body = { id: 'roof', name: 'Roof', source, group: ' North / Yard ', tags: ['b', ' A ', 'B'] };
  const camera = await administrator.call('cameras.create', { body });
  assert.equal(camera.group, 'North/Yard');
  assert.deepEqual(camera.tags, ['A', 'b']);
  await administrator.call('cameras.delete', { params: { id: 'roof' } });
});

test('a bulk change reaches each camera, leaves an entry for each, and touches nothing else', async () => {
  const before = await cameras();
  const report = await administrator.call('cameras.bulk', {
    body: {
      cameras: seen(before.get('gate'), before.get('hall')),
      change: { group: 'Station', addTags: ['roof'], removeTags: ['old'] },
    },
  });
  assert.deepEqual(report, { changed: ['gate', 'hall'], unchanged: [], refused: [] });
  const now = await cameras();
  assert.deepEqual(now.get('gate')!.tags, ['night', 'roof']);
  assert.equal(now.get('hall')!.group, 'Station');
  assert.deepEqual(now.get('yard'), before.get('yard'));
  const entries = await audit('camera.bulk-changed');
  assert.deepEqual(new Set(entries.map(({ target }) => target)), new Set(['gate', 'hall', null]));
});

test('who has changed a camera meanwhile is not overwritten, and the second is told which', async () => {
  const before = await cameras();
  const order = (purpose: string) => ({
    body: { cameras: seen(before.get('gate'), before.get('yard')), change: { purpose } },
  });
  assert.deepEqual((await administrator.call('cameras.bulk', order('First.'))).changed, ['gate', 'yard']);
  const second = await administrator.call('cameras.bulk', order('Second.'));
  assert.deepEqual(second.changed, []);
  assert.deepEqual(second.refused, [
    { id: 'gate', reason: 'version' },
    { id: 'yard', reason: 'version' },
  ]);
  assert.equal((await cameras()).get('gate')!.purpose, 'First.');
});

test('what is so already is not changed again; a camera that is gone is told', async () => {
  const { version } = (await cameras()).get('gate')!;
  const report = await administrator.call('cameras.bulk', {
    body: {
      cameras: [
        { id: 'gate', version },
        { id: 'nowhere', version: 1 },
      ],
      change: { purpose: 'First.' },
    },
  });
  assert.deepEqual(report.unchanged, ['gate']);
  assert.deepEqual(report.refused, [{ id: 'nowhere', reason: 'unknown' }]);
  assert.equal((await cameras()).get('gate')!.version, version);
});

test('cameras are switched off and on together, and keep their passwords', async () => {
  const switched = async (isEnabled: boolean) =>
    administrator.call('cameras.bulk', {
      body: { cameras: seen(...(await cameras()).values()), change: { isEnabled } },
    });
  assert.equal((await switched(false)).changed.length, 3);
  assert.equal(started.fleet.cameras.size, 0);
  assert.equal((await switched(true)).changed.length, 3);
  assert.equal(
    started.fleet.cameras.get('hall')!.source.analysisUrl,
    'rtsp://viewer:tr0ub4dor@hall.example/1',
  );
});

test('a level goes to the database and back: made, exported, imported, changed in bulk, and left out', async () => {
  const source = { analysisUrl: 'film.mp4' };
  const levelOf = async () => (await cameras()).get('cellar')!.level;
  const body = { id: 'cellar', name: 'Cellar', source, level: -2 };
  const { version } = await administrator.call('cameras.create', { body });
  const exported = csvOf([(await cameras()).get('cellar')!]);
  const change = { name: 'Cellar', source, version };
  await administrator.call('cameras.update', { params: { id: 'cellar' }, body: change });
  assert.equal(await levelOf(), -2, 'what is left out stays');
  const bulk = async (level: number | null) =>
    administrator.call('cameras.bulk', {
      body: { cameras: seen((await cameras()).get('cellar')), change: { level } },
    });
  assert.deepEqual((await bulk(null)).changed, ['cellar']);
  assert.deepEqual((await bulk(null)).unchanged, ['cellar']);
  assert.equal(await levelOf(), null);
  const csv = exported.replace('version', 'was');
  const { lines } = await administrator.call('cameras.import', { body: { csv } });
  assert.deepEqual(lines[0]!.changes, ['level']);
  const [row] = await started.centre.sql<{ level: number }[]>`select level from cameras where id = 'cellar'`;
  assert.equal(row!.level, -2);
  assert.equal(
    (await audit('camera.bulk-changed')).find(({ target }) => target === 'cellar')!.detail.level,
    null,
  );
  await administrator.call('cameras.delete', { params: { id: 'cellar' } });
});

test('an export holds no password, and imported as it is it changes nothing', async () => {
  const csv = csvOf([...(await cameras()).values()]);
  assert.doesNotMatch(csv, /tr0ub4dor/);
  const preview = await administrator.call('cameras.import.preview', { body: { csv } });
  assert.deepEqual(new Set(preview.lines.map(({ what }) => what)), new Set(['same']));
});

test('a preview changes nothing; the import then does what it said, and leaves bad lines out', async () => {
  const csv = [
    'id,name,group,analysis_url,tags',
    'gate,Gate north,Station/Gates,,night',
    ',New one,Station,rtsp://viewer:pw@new.example/1,roof|night',
    'hall,Hall,Station,rtsp://***@elsewhere.example/1,',
    ',No address,,,',
  ].join('\n');
  const before = await cameras();
  const preview = await administrator.call('cameras.import.preview', { body: { csv } });
  assert.deepEqual(
    preview.lines.map(({ what }) => what),
    ['change', 'create', 'bad', 'bad'],
  );
  assert.equal(preview.lines[2]!.faults[0]!.fault, 'needs-password');
  assert.deepEqual(await cameras(), before);

  const report = await administrator.call('cameras.import', { body: { csv } });
  assert.deepEqual(
    report.lines.map(({ what }) => what),
    ['change', 'create', 'bad', 'bad'],
  );
  const now = await cameras();
  assert.equal(now.get('gate')!.name, 'Gate north');
  assert.equal(now.get('new-one')!.group, 'Station');
  assert.deepEqual(now.get('hall'), before.get('hall'));
  assert.equal(
    started.fleet.cameras.get('gate')!.source.analysisUrl,
    'rtsp://viewer:tr0ub4dor@gate.example/1',
  );
  const [whole] = (await audit('camera.imported')).filter(({ target }) => target === null);
  assert.deepEqual(whole!.detail, { created: 1, changed: 1, bad: 2 });
});

test('an import in which every line is bad says so and changes nothing', async () => {
  const report = await administrator.call('cameras.import', { body: { csv: 'name\nX\n' } });
  assert.deepEqual(
    report.lines.map(({ what }) => what),
    ['bad'],
  );
});
