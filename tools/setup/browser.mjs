// Finds a Chromium for the browser tests, or installs Debian's where we may.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { step } from './step.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const bundles = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {Promise<string | null>} the browser's path; null when there is none, after saying what to install */
export async function prepareBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const advice = 'Install Chromium yourself, or set CHROMIUM to the path of one.';
    await step('Updating the list of Debian packages', 'apt-get', ['update', '-qq'], { env, advice });
    await step('Installing Chromium for the browser tests', 'apt-get', ['install', '-y', '-qq', 'chromium'], {
      env,
      advice,
    });
    return findBrowser();
  }
  console.log(
    'No Chromium found: the browser tests will be skipped. Install Chromium (Debian: `apt-get install chromium`), or set CHROMIUM to its path.',
  );
  return null;
}

function findBrowser() {
  if (process.env.CHROMIUM && existsSync(process.env.CHROMIUM)) return process.env.CHROMIUM;
  for (const name of names) {
    const file = onPath(name);
    if (file) return file;
  }
  return bundles.find((file) => existsSync(file)) ?? null;
}

function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder && existsSync(file)) return file;
  }
  return null;
}
