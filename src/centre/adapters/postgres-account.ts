import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** PostgreSQL refuses to run as root. This is how, and as whom, its programs are started. */
export type PostgresAccount = {
  /** Owner of the data directory. */
  readonly uid: number;
  readonly gid: number;
  /** Put in front of the program, e.g. `unshare --user ...`. */
  readonly prefix: readonly string[];
  /** For child_process.spawn; empty when the process keeps its own user. */
  readonly spawnAs: { readonly uid?: number; readonly gid?: number };
};

/**
 * Who runs PostgreSQL. Not root: we ourselves. Root: the `postgres` user, made if missing; when that user cannot reach
 * the data or the programs (a checkout under /root, say), root itself inside a user namespace where it bears that name.
 * @throws Error saying what to do, when neither is possible.
 */
export function postgresAccount(options: { directory: string; program: string }): PostgresAccount {
  const self = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };
  if (self.uid !== 0) return { ...self, prefix: [], spawnAs: {} };
  const user = postgresUser();
  letPass(options.directory);
  const plain = { ...user, prefix: [], spawnAs: user };
  let blocked = blockedFor(user, options);
  if (blocked === null) return plain;
  const prefix = ['unshare', '--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`, '--'];
  if (spawnSync(prefix[0]!, [...prefix.slice(1), options.program, '--version']).status === 0) {
    return { ...self, prefix, spawnAs: {} };
  }
  if (blocked === dirname(resolve(options.directory))) {
    letPass(blocked);
    blocked = blockedFor(user, options);
    if (blocked === null) return plain;
  }
  throw new Error(
    `database: started as root, so PostgreSQL runs as the user "postgres", who cannot enter ${blocked}. ` +
      `Start as an ordinary user, or move the folder to where others may enter, or allow it: chmod o+x ${blocked}`,
  );
}

/** Gives the whole data directory to the account, if it is not its own yet. */
export function giveTo(account: PostgresAccount, path: string): void {
  const stat = lstatSync(path);
  if (stat.uid !== account.uid) chownSync(path, account.uid, account.gid);
  else if (stat.isDirectory()) return;
  if (stat.isDirectory()) for (const name of readdirSync(path)) giveTo(account, join(path, name));
}

/** Others may pass through the folder; they may not list it. */
function letPass(folder: string): void {
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
}

function blockedFor(user: { uid: number; gid: number }, options: { directory: string; program: string }) {
  return blockedAncestor(options.directory, user) ?? blockedAncestor(options.program, user);
}

function postgresUser(): { uid: number; gid: number } {
  const known = lookUp();
  if (known !== null) return known;
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    ['adduser', ['-S', '-D', '-H', 'postgres']],
  ];
  for (const [program, args] of ways) {
    if (spawnSync(program, args).status === 0) break;
  }
  const made = lookUp();
  if (made !== null) return made;
  throw new Error(
    'database: started as root, and PostgreSQL does not run as root. Making the user "postgres" failed: ' +
      'make it yourself (useradd --system postgres), or start as an ordinary user',
  );
}

function lookUp(): { uid: number; gid: number } | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

/** The first folder on the way to `path`, from the root, that the user may not pass through; null when all are open. */
function blockedAncestor(path: string, user: { uid: number; gid: number }): string | null {
  const parent = dirname(resolve(path));
  if (parent !== resolve(path)) {
    const above = blockedAncestor(parent, user);
    if (above !== null) return above;
  }
  const stat = statSync(path);
  const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
  return (stat.mode & bit) === 0 ? resolve(path) : null;
}
