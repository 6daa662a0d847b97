// Which Node runs Lamplighter: the caller's if it is 24 or newer, else the one pinned in tools/runtime, from npm.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Stop, step } from './step.mjs';

const wantedMajor = 24;

/** @returns {Promise<{ node: string, npm: string[], environment: NodeJS.ProcessEnv }>} npm is an argument vector */
export async function prepareRuntime(root) {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20)
    throw new Stop(`Node ${process.versions.node} is too old: install Node 20 or newer and try again.`);
  const callersNpm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  if (major >= wantedMajor) return runtime(process.execPath, callersNpm);

  const home = path.join(root, 'tools/runtime');
  const node = path.join(home, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  const npmCli = path.join(home, 'node_modules/npm/bin/npm-cli.js');
  if (!existsSync(node) || !existsSync(npmCli)) {
    const [command, ...args] = callersNpm;
    await step(
      `Fetching Node ${wantedMajor} (this machine has ${process.versions.node})`,
      command,
      [...args, 'ci', '--no-audit', '--no-fund'],
      {
        cwd: home,
        advice:
          'Check that npm can reach its registry (`npm ping`) and that the disk has 1.5 GB free, then run the command again.',
      },
    );
  }
  if (!existsSync(node)) {
    throw new Stop(
      `npm has no Node ${wantedMajor} for ${process.platform}-${process.arch}. Install Node ${wantedMajor} or newer yourself (https://nodejs.org) and run the command again.`,
    );
  }
  return runtime(node, [node, npmCli]);
}

function runtime(node, npm) {
  // Install scripts and child processes must find the same Node first.
  const environment = {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
  };
  return { node, npm, environment };
}
