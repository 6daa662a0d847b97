import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig, readConfigFile } from './config-file.ts';

test('an empty file is a complete configuration', () => {
  const reading = readConfig('');
  assert.ok(reading.ok);
  assert.equal(reading.config.listen.host, '127.0.0.1');
  assert.equal(reading.config.ingest.camerasPerProcess, 4);
});

test('a misspelt setting is named with its line and the right spelling', () => {
  const reading = readConfig('site:\n  name: Harbour\nlisten:\n  prot: 9000\n');
  assert.ok(!reading.ok);
  assert.match(reading.message, /line 4/);
  assert.match(reading.message, /"prot" is not a setting; did you mean "port"\?/);
});

test('broken YAML is named with line and column', () => {
  const reading = readConfig('listen:\n  port: [1\nsite: x\n');
  assert.ok(!reading.ok);
  assert.match(reading.message, /lamplighter\.yaml, line \d+, column \d+/);
});

test('a wrong value is named by its path', () => {
  const reading = readConfig(
    'cameras:\n  - id: gate\n    name: Gate\n    source:\n      analysisUrl: http://x/stream\n',
  );
  assert.ok(!reading.ok);
  assert.match(reading.message, /cameras\.0\.source\.analysisUrl: an address is rtsp/);
});

test('a missing file is said plainly', () => {
  const reading = readConfigFile('/nowhere/lamplighter.yaml');
  assert.ok(!reading.ok);
  assert.match(reading.message, /there is no such file/);
});
