import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exits as en } from './en-causes.ts';
import { exits as ru } from './ru-causes.ts';
import { sayExit } from './say-exit.ts';

test('how a process ended is said in the language of the page', () => {
  assert.equal(sayExit('SIGKILL', en), 'killed');
  assert.equal(sayExit('exit code 7', en), 'exit code 7');
  for (const exit of ['SIGKILL', 'SIGSEGV', 'SIGTERM', 'exit code 7'])
    assert.doesNotMatch(sayExit(exit, ru), /[A-Za-z]/, exit);
  assert.equal(sayExit('SIGUSR2', ru), 'SIGUSR2');
});
