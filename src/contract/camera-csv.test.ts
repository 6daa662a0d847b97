import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvColumns, csvOf, csvPieces, planImport } from './camera-csv.ts';
import { readCsv, writeCsv } from './csv.ts';
import type { CameraView } from './shapes.ts';

function camera(id: string, more: Partial<CameraView> = {}): CameraView {
  return {
    id,
    name: `Camera ${id}`,
    purpose: 'Watches the gate.',
    position: { latitude: 55.5, longitude: 37.25 },
    level: null,
    source: { analysisUrl: 'rtsp://***@cameras.example/1', mainUrl: null, analysisFps: 5, isEnabled: true },
    calibration: null,
    zones: [],
    maskPolicy: { maxSidePx: 640, maxPxPerM: 62.5 },
    group: 'North/Station',
    tags: ['night', 'roof'],
    isSimulated: false,
    version: 3,
    state: 'live',
    stateMessage: null,
    stateCause: null,
    ...more,
  };
}
const known = (...cameras: CameraView[]) => new Map(cameras.map((one) => [one.id, one]));
const faultsOf = (text: string, cameras = known(camera('a'))) =>
  planImport(text, cameras).lines.map(({ faults }) =>
    faults.map(({ column, fault }) => `${column}: ${fault}`),
  );

test('what was exported and not touched would change nothing', () => {
  const cameras = [
    camera('a'),
    camera('b', { position: null, tags: [], group: '', purpose: '' }),
    camera('c', { name: '=HYPERLINK("x")', purpose: 'two\nlines; "quoted", and a comma' }),
    camera('d', { name: "'quoted", position: { latitude: -33.5, longitude: -70.25 }, level: -1 }),
  ];
  const { lines, ignored } = planImport(csvOf(cameras), known(...cameras));
  assert.deepEqual(
    lines.map(({ id, what }) => [id, what]),
    cameras.map(({ id }) => [id, 'same']),
  );
  assert.deepEqual(ignored, []);
});

test('a cell that a spreadsheet would run as a formula is exported as text', () => {
  const [, row] = csvOf([camera('a', { name: '=1+1', purpose: '@sum', group: '+x' })]).split('\r\n');
  assert.match(row!, /^a,'=1\+1,'@sum,'\+x,/);
});

test('a table says what it would create and change, column by column', () => {
  const text = 'id;name;tags;analysis_url\r\na;New name;night|roof;\r\n;Gate 7;;rtsp://cameras.example/7\r\n';
  const { lines } = planImport(text, known(camera('a')));
  assert.deepEqual(
    lines.map(({ line, what, changes }) => ({ line, what, changes })),
    [
      { line: 2, what: 'change', changes: ['name'] },
      { line: 3, what: 'create', changes: ['name', 'analysis_url', 'analysis_fps', 'enabled'] },
    ],
  );
});

test('a column that is not there leaves things alone, an empty cell empties what may be empty', () => {
  const [line] = planImport('id,purpose,name\na,,\n', known(camera('a'))).lines;
  assert.deepEqual(line!.changes, ['purpose']);
  assert.equal(line!.fields.name, 'Camera a');
  assert.equal(line!.fields.source.analysisUrl, 'rtsp://***@cameras.example/1');
});

test('a level is set, kept where its column is not there, and emptied by an empty cell', () => {
  const cameras = known(camera('a', { level: 2 }));
  const levelAfter = (text: string) => {
    const [line] = planImport(text, cameras).lines;
    return [line!.what, line!.fields.level];
  };
  assert.deepEqual(levelAfter('id,level\na,-1\n'), ['change', -1]);
  assert.deepEqual(levelAfter('id,level\na,+2\n'), ['same', 2]);
  assert.deepEqual(levelAfter('id,name\na,Gate\n'), ['change', 2]);
  assert.deepEqual(levelAfter('id,level\na,\n'), ['change', null]);
});

test('each fault is named with its column', () => {
  const table = (header: string, row: string) => faultsOf(`${header}\n${row}\n`)[0];
  assert.deepEqual(table('id,name', 'a b,x'), ['id: bad-id', 'analysis_url: no-address']);
  assert.deepEqual(table('name,analysis_url', ',rtsp://c.example/1'), ['name: no-name']);
  assert.deepEqual(table('id,analysis_url', 'a,http://c.example/1'), ['analysis_url: bad-address']);
  assert.deepEqual(table('id,latitude,longitude', 'a,95,'), ['latitude: bad-place', 'longitude: bad-place']);
  assert.deepEqual(table('id,level', 'a,B1'), ['level: bad-level']);
  assert.deepEqual(table('id,analysis_fps', 'a,400'), ['analysis_fps: bad-rate']);
  assert.deepEqual(table('id,enabled', 'a,perhaps'), ['enabled: bad-switch']);
  assert.deepEqual(table('id,version', 'a,2'), ['version: changed-since']);
  assert.deepEqual(table('id,name,analysis_url,version', 'z,Z,z.mp4,2'), ['version: gone']);
  assert.deepEqual(faultsOf('id\na\na\n'), [[], ['id: id-twice']]);
});

test('an address in a report carries no password', () => {
  const [line] = planImport('name,analysis_url\nX,http://me:secret@c.example/1\n', new Map()).lines;
  assert.deepEqual(line!.faults, [
    { column: 'analysis_url', fault: 'bad-address', value: 'http://***@c.example/1' },
  ]);
});

test('any cells come back as they were written', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\uFEFF'));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      assert.deepEqual(readCsv(writeCsv(rows)), rows);
    }),
  );
});

test('whatever is sent as a table, a plan comes of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      for (const { what } of planImport(`${csvColumns.join(',')}\n${text}`, known(camera('a'))).lines)
        assert.ok(['create', 'change', 'same', 'bad'].includes(what));
    }),
  );
});

test('a table in pieces has each line once, with its number', () => {
  const cameras = Array.from({ length: 7 }, (_, i) => camera(`c${i}`));
  const pieces = csvPieces(csvOf(cameras), 3);
  assert.deepEqual(
    pieces.flatMap(({ csv, firstLine }) =>
      planImport(csv, known(...cameras), firstLine).lines.map(({ id, line }) => `${line} ${id}`),
    ),
    cameras.map(({ id }, i) => `${i + 2} ${id}`),
  );
});
