// Independent programs that tests compare us with: they read what we recorded, sealed and stamped.
import { installPackages, mayInstall, onPath } from './debian.mjs';

/** Program -> Debian package. */
const peers = { ffmpeg: 'ffmpeg', ffprobe: 'ffmpeg', age: 'age', openssl: 'openssl' };

/** Installs what is missing where we may; else says which tests will be skipped. */
export async function preparePeers() {
  const missing = Object.keys(peers).filter((name) => onPath(name) === null);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((name) => peers[name]))];
  const advice = `Install ${packages.join(', ')} yourself.`;
  if (mayInstall()) {
    await installPackages(packages, {
      title: `Installing ${packages.join(', ')}, which tests compare us with`,
      advice,
    });
    return;
  }
  console.log(`Not found: ${missing.join(', ')}. Tests that compare us with them will be skipped. ${advice}`);
}
