#!/usr/bin/env node
// The one door: `npm start`, `npm test` and the `lamplighter` command come through here.
// Plain JavaScript without dependencies, because it runs before anything is installed, on Node 20 or newer.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { prepareBrowser } from './setup/browser.mjs';
import { prepareConsole } from './setup/console.mjs';
import { prepareDependencies } from './setup/dependencies.mjs';
import { keep } from './setup/keeper.mjs';
import { preparePeers } from './setup/peers.mjs';
import { prepareRuntime } from './setup/runtime.mjs';
import { Stop } from './setup/step.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

async function main([command = 'start', ...args]) {
  const runtime = await prepareRuntime(root);
  await prepareDependencies(root, runtime);
  const cli = path.join(root, 'src/cli/lamplighter.ts');
  if (command === 'start' && !args.includes('--help')) {
    await prepareConsole(root, runtime);
    return keep(runtime.node, [cli, 'start', ...args]);
  }
  if (command === 'test') {
    await prepareConsole(root, runtime);
    const browser = await prepareBrowser();
    await preparePeers();
    return run(runtime, [path.join(root, 'tools/test.ts'), ...args], browser ? { CHROMIUM: browser } : {});
  }
  if (command === 'nightly') {
    await prepareConsole(root, runtime);
    const browser = await prepareBrowser();
    await preparePeers();
    return run(runtime, [path.join(root, 'tools/nightly.ts'), ...args], browser ? { CHROMIUM: browser } : {});
  }
  return run(runtime, [cli, command, ...args], {});
}

function run(runtime, args, extraEnvironment) {
  return new Promise((resolve) => {
    const child = spawn(runtime.node, args, {
      stdio: 'inherit',
      env: { ...runtime.environment, ...extraEnvironment },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
