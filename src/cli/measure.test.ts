import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { CommandError } from './command.ts';
import { crowdKinds } from './crowd-tables/kinds.ts';
import { measured } from './measure.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'measure-'));
  // Three people a metre apart walk east at 1 m/s along y = 1, 2 and 3 for six seconds; a fourth comes towards them.
  const lines = [1, 2, 3].flatMap((y) => Array.from({ length: 61 }, (_, f) => `${y} ${f} ${f / 10} ${y} 0`));
  const against = Array.from({ length: 61 }, (_, f) => `4 ${f} ${6 - f / 10} 3.5 0`);
  await writeFile(
    path.join(folder, 'walk.txt'),
    `# framerate: 10\n# id frame x/m y/m z/m\n${[...lines, ...against].join('\n')}\n`,
  );
  await writeFile(path.join(folder, 'hall.wkt'), 'POLYGON ((-1 0, 7 0, 7 4, -1 4, -1 0))\n');
});
after(() => rm(folder, { recursive: true }));

function lamplighter(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const cli = path.join(import.meta.dirname, 'lamplighter.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'measure', ...args], (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}
const walk = () => ['--trajectories', path.join(folder, 'walk.txt')];
const zone = ['--zone', 'POLYGON ((2 0, 4 0, 4 4, 2 4))'];
const line = ['--line', 'LINESTRING (3.05 0, 3.05 4)'];

test('N(t) is written as CSV that begins with its column names', async () => {
  const { code, out, err } = await lamplighter(...walk(), '--kind', 'n-t', ...line, '--csv');
  assert.equal(err, '');
  assert.equal(code, 0);
  const rows = out.trim().split('\n');
  assert.equal(rows[0], 'frame,time_s,cumulative_people');
  assert.equal(rows.length, 62);
  assert.deepEqual([rows[30], rows[31], rows[61]], ['29,2.9,0', '30,3,1', '60,6,4']);
});

test('bad input is one line and exit code 2', async () => {
  const { code, out, err } = await lamplighter(...walk(), '--kind', 'density');
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /^lamplighter measure: --kind density: give one of classic-density, .*\n$/);
});

test('JSON carries the kind and what the figures depend on', async () => {
  const hall = ['--walkable', path.join(folder, 'hall.wkt')];
  const { text, notes } = await measured([
    ...walk(),
    '--kind',
    'voronoi-density',
    ...zone,
    ...hall,
    '--cut-off',
    '0.8,12',
    '--json',
  ]);
  assert.deepEqual(notes, []);
  const { kind, parameters, rows } = JSON.parse(text);
  assert.equal(kind, 'voronoi-density');
  assert.deepEqual(parameters, { zone_m2: 8, cut_off_radius_m: 0.8, cut_off_edges: 12 });
  assert.equal(rows.length, 61);
  assert.deepEqual(Object.keys(rows[0]), ['frame', 'time_s', 'density_per_m2']);
  assert.ok(rows[30].density_per_m2 > 0.45 && rows[0].density_per_m2 === 0);
});

test('every kind that is listed can be measured', async () => {
  const more = ['--out-line', 'LINESTRING (5 0, 5 4)', '--depth', '1', '--delta-frame', '10'];
  for (const kind of Object.keys(crowdKinds)) {
    const { text } = await measured([...walk(), '--kind', kind, ...zone, ...line, ...more]);
    const [head, first] = text.split('\n');
    assert.equal(first!.split(',').length, head!.split(',').length, `${kind}: ${head} ${first}`);
    assert.doesNotMatch(text, /NaN|Infinity|undefined/, kind);
  }
});

test('a position off the walkable ground is told', async () => {
  const narrow = ['--walkable', 'POLYGON ((-1 0, 7 0, 7 3.2, -1 3.2))'];
  const { notes } = await measured([...walk(), '--kind', 'voronoi-density', ...zone, ...narrow]);
  assert.match(notes.join(), /61 of 244 positions are not on --walkable/);
});

test('a table without rows says why beside it', async () => {
  const { text, notes } = await measured([...walk(), '--kind', 'flow', ...line]);
  assert.equal(text.split('\n').length, 2, text);
  assert.match(notes.join(), /no rows.*--delta-frame/);
});

test('what is missing or wrong is said with what to do', async () => {
  const cases: [string[], RegExp][] = [
    [
      [...walk(), '--kind', 'classic-density'],
      /--kind classic-density measures in a zone; give one with --zone/,
    ],
    [[...walk(), '--kind', 'n-t', ...zone], /--kind n-t measures at a line/],
    [[...walk(), '--kind', 'n-t', '--line', 'LINESTRING (0 0, 1 1, 2 2)'], /straight line of two points/],
    [[...walk(), '--kind', 'passing', ...line], /--depth/],
    [[...walk(), '--kind', 'voronoi-density', ...zone, '--cut-off', '0.8,x'], /--cut-off x/],
    [[...walk(), '--kind', 'speed', '--zone', 'nowhere.wkt'], /--zone nowhere\.wkt: there is no such file/],
    [[...walk(), '--kind', 'speed', ...zone, '--unit', 'ft'], /--unit ft: give m or cm/],
    [[...walk(), '--kind', 'speed', ...zone, '--frame-step', '2.5'], /whole number/],
    [[...walk(), '--kind', 'speed', ...zone, '--json', '--csv'], /give one of them/],
    [['--kind', 'speed', ...zone], /--trajectories is missing/],
  ];
  for (const [args, expected] of cases) {
    const isTold = (error: unknown) => error instanceof CommandError && expected.test(error.message);
    await assert.rejects(measured(args), isTold, args.join(' '));
  }
});
