/** `lamplighter recover`: the vault's private key from paper, for the day on which no server is left. */
import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { recoverKey } from '../vault/recover-key.ts';
import { answering, CommandError, needed, readText } from './command.ts';

const help = `Usage: lamplighter recover --out FILE [SHEETS]

Makes the vault's private key from the sheets of k custodians, and writes it to FILE as the program age reads it:
  age --decrypt --identity FILE SEGMENT.mp4.age > SEGMENT.mp4
Whoever has FILE opens everything that was ever sealed to this vault, and nothing records it. Do it only where no server
is left that could do it, with the custodians present, on a machine without a network; destroy FILE afterwards.

  SHEETS  a file with the rows of each sheet, an empty line between two sheets; without it they are typed
  --out   where the key goes; must not be there yet

Exit code: 0 done, 2 it could not be done.
`;

export function run(args: string[]): Promise<number> {
  return answering('recover', async () => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const out = needed(values.out, '--out');
    const [file, ...others] = positionals;
    if (others.length > 0) throw new CommandError('name one file with sheets; see --help');
    const typed = file === undefined ? await text(process.stdin) : await readText(file, 'the sheets');
    const sheets = typed.split(/\n\s*\n/).filter((sheet) => sheet.trim() !== '');
    const { identity, recipient } = await recoverKey(sheets).catch((cause: Error) => {
      throw new CommandError(cause.message, { cause });
    });
    await writeNew(out, `# public key: ${recipient}\n${identity}\n`);
    process.stdout.write(
      `The private key of ${recipient} is in ${out}. Destroy it when it is no longer needed.\n`,
    );
    return 0;
  });
}

async function writeNew(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const why = isThere ? 'is there already; name another file' : 'cannot be written; check the path';
    throw new CommandError(`${file} ${why}`, { cause });
  }
}
