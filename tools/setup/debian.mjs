// Debian's packages, where we may install them.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { step } from './step.mjs';

let isListFresh = false;

/** Somebody else may be installing: a machine that has just started looks for updates. */
const waitForOthers = ['-o', 'DPkg::Lock::Timeout=300'];

/** Whether this machine lets us install Debian packages. */
export function mayInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get') !== null;
}

/** Installs packages. Throws Stop with the advice when that fails. */
export async function installPackages(packages, { title, advice }) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!isListFresh) {
    const update = [...waitForOthers, 'update', '-qq'];
    await step('Updating the list of Debian packages', 'apt-get', update, { env, advice });
    isListFresh = true;
  }
  const args = [...waitForOthers, 'install', '-y', '-qq', '--no-install-recommends', ...packages];
  await step(title, 'apt-get', args, { env, advice });
}

/** The path of a program, or null. */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder && existsSync(file)) return file;
  }
  return null;
}
