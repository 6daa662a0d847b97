/** What people enter by mistake: each camera says what is wrong and what to do, and no other camera notices. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { CameraView } from '../../src/contract/shapes.ts';
import { makeFilm } from '../film/make-film.ts';
import { startHtmlServer } from '../rtsp/html-server.ts';
import { type RtspServer, startRtspServer } from '../rtsp/rtsp-server.ts';
import { type App, freePort, Operator, startApp, startInVain, until } from '../support/app.ts';

const guardMs = 60_000;
const secret = 'tr0ub4dor-and-3';

let folder: string;
let app: App;
let operator: Operator;
let server: RtspServer;
let webPage: Awaited<ReturnType<typeof startHtmlServer>>;
let watched: { pid: number | null; restarts: number; reconnects: number };

const at = (name: string) => path.join(folder, name);

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-bad-'));
  await makeFilm(at('good.mp4'), { widthPx: 640, heightPx: 360, frames: 30 });
  server = await startRtspServer({
    streams: { good: at('good.mp4'), other: at('good.mp4') },
    credentials: { user: 'viewer', password: secret, scheme: 'digest' },
  });
  webPage = await startHtmlServer();
  // All in one process: the good camera is as near to the bad ones as can be.
  writeFileSync(
    at('site.yaml'),
    `ingest:\n  camerasPerProcess: 32\ncameras:\n  - id: good\n    name: Good\n    source:\n      analysisUrl: ${withUser('good', secret)}\n`,
  );
  app = await startApp(['--config', at('site.yaml')]);
  operator = await Operator.first(app);
  await until(async () => (await operator.camera('good')).state === 'live', guardMs, 'the good one is live');
  watched = await goodCamera();
});

after(async () => {
  await app?.stop();
  await server?.stop();
  await webPage?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const bad: readonly {
  readonly name: string;
  /** @returns the address that somebody enters. */
  readonly make: () => string | Promise<string>;
  /** What went wrong, and what to do. */
  readonly says: readonly [RegExp, RegExp];
}[] = [
  {
    name: 'a truncated film',
    make() {
      writeFileSync(at('cut.mp4'), readFileSync(at('good.mp4')));
      truncateSync(at('cut.mp4'), Math.floor(readFileSync(at('good.mp4')).length / 2));
      return at('cut.mp4');
    },
    says: [/cut off/, /Copy or export it again/],
  },
  {
    name: 'a web page',
    make: () => webPage.url('index.html').replace('rtsp://', `rtsp://viewer:${secret}@`),
    says: [/web page answers/, /Use the RTSP address/],
  },
  {
    name: 'a wrong password',
    make: () => withUser('other', `${secret}-wrong`),
    says: [/refused the user name or password/, /Correct them/],
  },
  {
    name: 'a stream that is not there',
    make: () => withUser('nowhere', secret),
    says: [/no stream at/, /Check the path/],
  },
  { name: 'a missing file', make: () => at('nowhere.mp4'), says: [/no file/, /Check the path/] },
  {
    name: 'a film of one pixel',
    async make() {
      await makeFilm(at('pixel.mp4'), { widthPx: 1, heightPx: 1, frames: 5 });
      return at('pixel.mp4');
    },
    says: [/too small/, /Choose a larger stream/],
  },
  {
    name: 'a text named like a film',
    make() {
      writeFileSync(at('notes.mp4'), 'Buy bread.\n'.repeat(500));
      return at('notes.mp4');
    },
    says: [/not a video/, /Give an MP4/],
  },
  {
    name: 'a folder',
    make() {
      mkdirSync(at('films'));
      return at('films');
    },
    says: [/not a file/, /Give the path of a video file/],
  },
  {
    name: 'an empty file',
    make() {
      writeFileSync(at('empty.mp4'), '');
      return at('empty.mp4');
    },
    says: [/empty/, /Copy the video again/],
  },
  {
    name: 'a port where nothing listens',
    make: async () => `rtsp://viewer:${secret}@127.0.0.1:${await freePort()}/live`,
    says: [/Nothing listens/, /Check the host and the port/],
  },
];

for (const [index, { name, make, says }] of bad.entries()) {
  test(`${name}: one message says what is wrong and what to do`, async () => {
    const { id } = await operator.addCamera(await make(), { id: `bad-${index}`, name });
    const camera = await untilFailed(id);
    for (const words of says) assert.match(camera.stateMessage ?? '', words);
    assert.equal((await operator.healthOf(id)).stateMessage, camera.stateMessage);
  });
}

test('a 4K film is a film like any other', async () => {
  await makeFilm(at('large.mp4'), { widthPx: 3840, heightPx: 2160, frames: 6, fps: 5 });
  const { id } = await operator.addCamera(at('large.mp4'), { id: 'large', name: 'Large', analysisFps: 2 });
  await until(
    async () => (await operator.healthOf(id)).framesAnalysed >= 2,
    guardMs,
    'frames of the 4K film',
  );
  const health = await operator.healthOf(id);
  assert.deepEqual([health.widthPx, health.heightPx], [3840, 2160]);
  await operator.removeCamera(id);
});

test('an address of another kind is refused when it is entered', async () => {
  for (const address of ['http://camera.example/video', 'ftp://camera.example/a.mp4', 'concat:a|b']) {
    const response = await operator.send('POST', '/api/cameras', {
      name: 'x',
      source: { analysisUrl: address },
    });
    assert.equal(response.status, 400, address);
    assert.match(await response.text(), /rtsp:\/\/.*path of a video file/);
  }
});

test('the good camera has noticed nothing', async () => {
  assert.deepEqual(await goodCamera(), watched);
  await operator.untilFramesGrow('good', 5, guardMs);
  assert.equal((await operator.camera('good')).state, 'live');
});

test('no password is said anywhere', async () => {
  const viewer = operator.events();
  await until(() => viewer.heard.length > bad.length, guardMs, 'the state of every camera');
  await viewer.stop();
  const said = [
    app.output(),
    JSON.stringify(viewer.heard),
    readFileSync(path.join(app.dataDirectory, 'postgres/postgres.log'), 'utf8'),
  ];
  for (const route of ['/api/cameras', '/api/health', '/api/audit', '/api/alarms?all=true'])
    said.push(await (await operator.send('GET', route)).text());
  for (const text of said) assert.ok(!text.includes(secret), text.slice(0, 2_000));
});

test('a model that cannot be used is told at every camera, without a storm of restarts', async () => {
  const standard = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '../../models/ssd-mobilenet-v2-428x300.json'), 'utf8'),
  );
  writeFileSync(at('hash.json'), JSON.stringify({ ...standard, sha256: '0'.repeat(64) }));
  writeFileSync(
    at('shape.json'),
    JSON.stringify({ ...standard, classes: { ...standard.classes, count: standard.classes.count + 1 } }),
  );
  const dataDirectory = at('refused');
  for (const [round, [model, words]] of (
    [
      ['hash.json', /its sha256 is .* Get the right file/],
      ['shape.json', /another output than its manifest says.* Correct/],
    ] as const
  ).entries()) {
    writeFileSync(at('model.yaml'), `ingest:\n  model: ${at(model)}\n  camerasPerProcess: 1\n`);
    const films = ['--camera', at('good.mp4'), '--camera', at('notes.mp4')];
    const refused = await startApp(['--config', at('model.yaml'), ...films], { dataDirectory });
    try {
      const admin = round === 0 ? await Operator.first(refused) : await Operator.signIn(refused);
      for (const { id } of await admin.cameras())
        assert.match((await untilFailed(id, admin)).stateMessage ?? '', words);
      const late = await admin.addCamera(at('good.mp4'), { id: `late-${round}` });
      assert.match((await untilFailed(late.id, admin)).stateMessage ?? '', words);
      const health = await admin.health();
      assert.ok(health.findings.some(({ key }) => key === 'ingest-refused'));
      assert.ok(health.processes.every(({ restarts }) => restarts <= 1));
      assert.match(refused.output(), words);
    } finally {
      await refused.stop();
    }
  }
});

const hopeless: readonly {
  readonly name: string;
  readonly args: () => readonly string[];
  readonly says: RegExp;
}[] = [
  {
    name: 'a broken line in the configuration',
    args: () => configured('site:\n  name: "Harbour\nlisten: {}\n'),
    says: /line \d+, column \d+: .*Correct that line and start again/s,
  },
  {
    name: 'a misspelt setting',
    args: () => configured('ingest:\n  camerasPerProces: 2\n'),
    says: /"camerasPerProces" is not a setting; did you mean "camerasPerProcess"\?/,
  },
  {
    name: 'a ground of the map that is no GeoJSON',
    args() {
      writeFileSync(at('ground.geojson'), 'Buy bread.');
      return configured(`map:\n  ground: ${at('ground.geojson')}\n`);
    },
    says: /ground\.geojson \(map\.ground\) is not JSON: .* Export it again as GeoJSON/,
  },
  {
    name: 'an address of another kind',
    args: () => ['--camera', `http://viewer:${secret}@camera.example/video`],
    says: /--camera http:\/\/\*\*\*@camera.example\/video: an address is rtsp:/,
  },
  {
    name: 'a data directory of another Lamplighter',
    args: () => ['--data', app.dataDirectory],
    says: /Another Lamplighter \(process \d+\) uses the data directory .*--data FOLDER/,
  },
  {
    name: 'a data directory that cannot be written',
    args: () => ['--data', path.join(at('good.mp4'), 'data')],
    says: /Cannot write to the data directory .*--data FOLDER/,
  },
  { name: 'an unknown option', args: () => ['--cameras', 'a.mp4'], says: /Unknown option '--cameras'/ },
];

for (const { name, args, says } of hopeless) {
  test(`${name}: the start ends with a message and is not tried again`, async () => {
    const data = args().includes('--data') ? [] : ['--data', at('data')];
    const { code, output } = await startInVain([...args(), ...data, '--port', '0']);
    assert.equal(code, 78, output);
    assert.match(output, says);
    assert.doesNotMatch(output, new RegExp(`${secret}|    at `));
  });
}

test('a taken port: the start ends with a message and is not tried again', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const { code, output } = await startInVain(['--no-demo', '--data', at('data'), '--port', String(port)]);
  other.close();
  assert.equal(code, 78, output);
  assert.match(output, new RegExp(`Port ${port} on 127.0.0.1 is taken.*--port`));
});

function withUser(stream: string, password: string): string {
  return server.url(stream).replace('rtsp://', `rtsp://viewer:${password}@`);
}

function configured(yaml: string): readonly string[] {
  writeFileSync(at('broken.yaml'), yaml);
  return ['--config', at('broken.yaml')];
}

function untilFailed(id: string, who = operator): Promise<CameraView> {
  let last: CameraView | undefined;
  return until(
    async () => {
      last = await who.camera(id);
      return last.state === 'failed' ? last : null;
    },
    guardMs,
    () => `${id} is ${last?.state}: ${last?.stateMessage}`,
  );
}

async function goodCamera() {
  const { processes } = await operator.health();
  const own = processes.find(({ cameraIds }) => cameraIds.includes('good'))!;
  return { pid: own.pid, restarts: own.restarts, reconnects: (await operator.healthOf('good')).reconnects };
}
