import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { lockDataDirectory } from './data-lock.ts';

const folder = () => mkdtempSync(path.join(os.tmpdir(), 'lamplighter-lock-'));

test('a second centre is told who holds the data directory', (t) => {
  const directory = folder();
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'lamplighter']);
  t.after(() => {
    holder.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });
  writeFileSync(path.join(directory, 'centre.lock'), String(holder.pid));
  const lock = lockDataDirectory(directory);
  assert.ok(!lock.ok);
  assert.match(lock.message, new RegExp(`process ${holder.pid}`));
});

test('the lock of a dead process is taken over', (t) => {
  const directory = folder();
  t.after(() => rmSync(directory, { recursive: true }));
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(path.join(directory, 'centre.lock'), String(dead));
  assert.ok(lockDataDirectory(directory).ok);
});

test('a released lock can be taken again', (t) => {
  const directory = folder();
  t.after(() => rmSync(directory, { recursive: true }));
  const lock = lockDataDirectory(directory);
  assert.ok(lock.ok);
  lock.release();
  assert.ok(lockDataDirectory(directory).ok);
});
