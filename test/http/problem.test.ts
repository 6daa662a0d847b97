import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Problem } from '../../src/contract/shapes.ts';
import { squareCamera } from '../support/situations.ts';
import { clientOf, type StartedCentre, startCentre } from '../support/start-centre.ts';

let started: StartedCentre;
const folder = mkdtempSync(join(tmpdir(), 'lamplighter-test-'));
before(async () => {
  mkdirSync(join(folder, 'console/assets'), { recursive: true });
  writeFileSync(join(folder, 'console/index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(folder, 'console/assets/app-abc123.js'), 'export {};');
  writeFileSync(join(folder, 'tiles.pmtiles'), Buffer.from(Array.from({ length: 256 }, (_, i) => i)));
  started = await startCentre({
    consoleDirectory: join(folder, 'console'),
    config: () => ({ cameras: [squareCamera()], map: { tiles: join(folder, 'tiles.pmtiles') } }),
  });
});
after(async () => {
  await started.stop();
  rmSync(folder, { recursive: true });
});

async function ask(path: string, init: RequestInit = {}, client = started.administrator) {
  const headers = { 'x-csrf-token': client.csrfToken(), ...(init.headers as Record<string, string>) };
  const response = await client.fetch(started.url + path, { ...init, headers });
  return { response, text: await response.text() };
}

async function problem(
  path: string,
  init: RequestInit = {},
  client = started.administrator,
): Promise<Problem> {
  const { response, text } = await ask(path, init, client);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.ok(response.headers.has('content-security-policy'));
  const parsed = Problem.parse(JSON.parse(text));
  assert.equal(parsed.status, response.status);
  assert.match(parsed.type, /^urn:lamplighter:problem:[a-z-]+$/);
  assert.doesNotMatch(text, /node_modules|\.ts:|at Object|select |insert /i);
  return parsed;
}

const json = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

test('what does not fit is named field by field', async () => {
  const body = { name: '', source: { analysisUrl: 'http://camera/1', analysisFps: 900 } };
  const { status, errors } = await problem('/api/cameras', json(body));
  assert.equal(status, 400);
  const paths = errors!.map(({ path }) => path);
  assert.deepEqual(paths, ['body.name', 'body.source.analysisUrl', 'body.source.analysisFps']);
});

test('each kind of error has its own status and one sentence that helps', async () => {
  const draft = { name: 'Square', source: { analysisUrl: 'rtsp://camera/1' } };
  const cases: [string, RequestInit, number, RegExp][] = [
    ['/api/nowhere', {}, 404, /nothing at \/api\/nowhere/],
    ['/api/cameras/nowhere', {}, 404, /Camera nowhere does not exist/],
    ['/api/cameras/No%20Id', {}, 400, /an id is a-z/],
    ['/api/alarms/not-a-uuid', {}, 400, /params.id/],
    ['/api/cameras/square/measures?fromMs=5&toMs=1', {}, 400, /ends before it begins/],
    ['/api/cameras/square/measures', {}, 400, /query.fromMs/],
    ['/api/cameras/square/live', {}, 426, /WebSocket/],
    ['/api/cameras/square/snapshot', {}, 404, /sent no picture yet/],
    [
      '/api/cameras',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":' },
      400,
      /JSON/,
    ],
    [
      '/api/cameras',
      { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
      415,
      /must be JSON/,
    ],
    ['/api/cameras', { method: 'POST' }, 400, /body/],
    ['/api/cameras', json({ ...draft, purpose: 'x'.repeat(1_100_000) }), 413, /at most 1000 kB/],
    ['/api/cameras', json({ ...draft, id: 'square' }), 409, /id square exists already/],
    ['/api/cameras/square/zones', json({ version: 99, zones: [] }, 'PUT'), 409, /at version 1 now/],
    ['/api/cameras/square/calibration', json({ version: 1, points: [] }, 'POST'), 404, /nothing at/],
    ['/api/cameras', json({ ...draft, name: 'a\0b' }), 400, /no text/],
    ['/api/cameras', json({ ...draft, name: 'a\ud800b' }), 400, /no text/],
    [
      '/api/cameras',
      json({ ...draft, source: { analysisUrl: 'rtsp://***@camera/1' } }),
      400,
      /Enter the address/,
    ],
  ];
  for (const [path, init, status, words] of cases) {
    const answer = await problem(path, init);
    assert.equal(answer.status, status, `${init.method ?? 'GET'} ${path}: ${answer.detail}`);
    assert.match(answer.detail, words);
  }
});

test('a calibration of too few points is refused and says what to add', async () => {
  const points = [{ image: { x: 0.1, y: 0.2 }, ground: { x: 0, y: 0 } }];
  const answer = await problem('/api/cameras/square/calibration', json({ version: 1, points }, 'PUT'));
  assert.equal(answer.status, 422);
  assert.match(answer.detail, /Add points/);
});

test('a camera keeps its password through an edit that never saw it', async () => {
  const { administrator, fleet } = started;
  const seen = await administrator.call('cameras.get', { params: { id: 'square' } });
  assert.equal(seen.source.analysisUrl, 'rtsp://***@camera.example/1');
  const changed = await administrator.call('cameras.update', {
    params: { id: 'square' },
    body: { name: 'Old square', version: seen.version, source: seen.source },
  });
  assert.equal(changed.name, 'Old square');
  assert.equal(changed.source.analysisUrl, 'rtsp://***@camera.example/1');
  assert.equal(fleet.cameras.get('square')!.source.analysisUrl, 'rtsp://user:secret@camera.example/1');
  const rows = await started.centre.sql`select 1 from cameras where cameras::text like '%secret%'`;
  assert.equal(rows.length, 0);
  const moved = { ...seen.source, analysisUrl: 'rtsp://***@evil.example/1' };
  const answer = await problem(
    '/api/cameras/square',
    json({ name: 'x', version: changed.version, source: moved }, 'PUT'),
  );
  assert.equal(answer.status, 400);
  assert.match(answer.detail, /another host/);
});

test('the console is served with its own paths, and what is missing is missing', async () => {
  const nobody = clientOf(started.url);
  for (const path of ['/', '/cameras/square', '/alarms']) {
    const { response, text } = await ask(path, {}, nobody);
    assert.equal(response.status, 200, path);
    assert.match(text, /<title>console/);
    assert.match(response.headers.get('content-security-policy')!, /frame-ancestors 'none'/);
  }
  const { response } = await ask('/assets/app-abc123.js', {}, nobody);
  assert.match(response.headers.get('cache-control')!, /immutable/);
  assert.equal((await problem('/assets/gone.js', {}, nobody)).status, 404);
  assert.equal((await problem('/..%2f..%2fpackage.json', {}, nobody)).status, 404);
});

test('the map is served in ranges, to those who are signed in', async () => {
  assert.equal((await problem('/map/tiles.pmtiles', {}, clientOf(started.url))).status, 401);
  const { administrator, url } = started;
  const response = await administrator.fetch(`${url}/map/tiles.pmtiles`, {
    headers: { range: 'bytes=16-19' },
  });
  assert.equal(response.status, 206);
  assert.deepEqual([...new Uint8Array(await response.arrayBuffer())], [16, 17, 18, 19]);
});

test('liveness says no more than that', async () => {
  const { response, text } = await ask('/healthz', {}, clientOf(started.url));
  assert.equal(response.status, 200);
  assert.equal(text, '{"status":"ok"}');
});

test('the document of the API is OpenAPI 3.1 and has every route', async () => {
  const { text } = await ask('/api/openapi.json', {}, clientOf(started.url));
  const document = JSON.parse(text) as { openapi: string; paths: Record<string, Record<string, unknown>> };
  assert.equal(document.openapi, '3.1.0');
  assert.ok(document.paths['/api/cameras/{id}/zones']!.put);
});
