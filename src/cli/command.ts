import { readFile } from 'node:fs/promises';

/** A message for the person at the keyboard: what happened, to what, and what to do. Not a bug, so no stack. */
export class CommandError extends Error {}

/** Runs a command's body; bad input becomes one line on stderr and exit code 2. */
export async function answering(name: string, body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    const isUsage =
      error instanceof TypeError && String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
    if (!isUsage && !(error instanceof CommandError)) throw error;
    process.stderr.write(`lamplighter ${name}: ${(error as Error).message}\n`);
    if (isUsage) process.stderr.write(`See lamplighter ${name} --help.\n`);
    return 2;
  }
}

export async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `it cannot be read (${code})`;
    throw new CommandError(`${what} ${path}: ${why}; check the path`, { cause });
  }
}

/** The value of an option that must be given. */
export function needed(value: string | undefined, option: string): string {
  if (value === undefined) throw new CommandError(`${option} is missing; see --help`);
  return value;
}

/** A number from an option, within bounds. */
export function numberFrom(
  text: string | undefined,
  option: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= bounds.min && value <= bounds.max)) {
    throw new CommandError(`${option} ${text}: give a number from ${bounds.min} to ${bounds.max}`);
  }
  return value;
}
