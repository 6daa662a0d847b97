import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Config } from '../contract/config.ts';
import { readConfigFile } from './config-file.ts';

test('the example configuration is what one gets without a configuration', () => {
  const reading = readConfigFile('lamplighter.example.yaml');
  assert.ok(reading.ok, reading.ok ? '' : reading.message);
  assert.deepEqual(reading.config, Config.parse({}));
});
