import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  identityFindings,
  importFindings,
  leftoverFindings,
  pathFindings,
  purityFindings,
  readDependencies,
  readMigrations,
  readProse,
  readSources,
  sqlFindings,
  staleFindings,
} from './tidy.ts';

const sources = readSources();
const prose = readProse();

test('every folder imports only what it may', () => assert.deepEqual(importFindings(sources), []));
test('core is pure', () => assert.deepEqual(purityFindings(sources), []));
test('SQL lives in the store', () => assert.deepEqual(sqlFindings(sources), []));
test('every path named in prose or comment exists', () =>
  assert.deepEqual(pathFindings([...sources, ...prose]), []));
test('nothing is left for later or tied to one machine', () =>
  assert.deepEqual(leftoverFindings([...sources, ...prose]), []));
test('no field, column or dependency could hold an identity', () =>
  assert.deepEqual(identityFindings([...sources, ...readMigrations()], readDependencies()), []));
test('generated files are fresh', async () => assert.deepEqual(await staleFindings(), []));

// A rule that finds nothing in a faulty house is no rule.
const plant = (file: string, text: string) => [{ file, text }];
test('the rules find planted faults', () => {
  assert.equal(importFindings(plant('src/core/x.ts', "import { a } from '../ingest/a.ts';")).length, 1);
  assert.equal(importFindings(plant('src/core/x.ts', "import fs from 'node:fs';")).length, 1);
  assert.equal(importFindings(plant('src/centre/x.ts', "import { Demuxer } from 'node-av/api';")).length, 1);
  assert.equal(
    importFindings(plant('src/console/x.tsx', "const a = await import('../centre/centre.ts');")).length,
    1,
  );
  assert.equal(purityFindings(plant('src/core/x.ts', 'const now = Date.now();')).length, 1);
  assert.equal(purityFindings(plant('src/core/x.ts', '// Date.now() is an argument here')).length, 0);
  assert.equal(sqlFindings(plant('src/centre/x.ts', 'const a = sql`select id from camera`;')).length, 1);
  assert.equal(pathFindings(plant('README.md', 'see src/nowhere.ts.'), () => false).length, 1);
  assert.equal(leftoverFindings(plant('src/x.ts', '// TO' + 'DO later')).length, 1);
  assert.equal(identityFindings(plant('src/contract/x.ts', '  faceTemplate: z.string(),'), []).length, 1);
  assert.equal(
    identityFindings(plant('src/centre/store/migrations/1.sql', '  plate_text text not null,'), []).length,
    1,
  );
  assert.equal(identityFindings([], ['face-api.js']).length, 1);
});
