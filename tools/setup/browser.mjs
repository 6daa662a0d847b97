// Finds a Chromium for the browser tests, or installs Debian's where we may.
import { existsSync } from 'node:fs';
import { installPackages, mayInstall, onPath } from './debian.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const bundles = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {Promise<string | null>} the browser's path; null when there is none, after saying what to install */
export async function prepareBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (mayInstall()) {
    await installPackages(['chromium'], {
      title: 'Installing Chromium for the browser tests',
      advice: 'Install Chromium yourself, or set CHROMIUM to the path of one.',
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
