/** `lamplighter COMMAND ...`: finds the command and runs it. Each command is a file with `run(args): Promise<exit code>`. */

type Command = {
  readonly summary: string;
  readonly load: () => Promise<{ run(args: string[]): Promise<number> }>;
};

const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: 'opens the control room (without a configuration: a simulated city)',
    load: () => import('./start.ts'),
  },
  verify: { summary: 'checks a bundle of evidence, without a network', load: () => import('./verify.ts') },
  check: {
    summary: 'compares what the site knows with what it has, and repairs what is safe',
    load: () => import('./check.ts'),
  },
  recover: {
    summary: "makes the vault's key from its custodians' sheets, where no server is left",
    load: () => import('./recover.ts'),
  },
  backup: {
    summary: 'writes database, exhibits, keys and configuration into one file, while the site runs',
    load: () => import('./backup.ts'),
  },
  restore: {
    summary: 'puts a backup into an empty place, without what was deleted since',
    load: () => import('./restore.ts'),
  },
  evaluate: {
    summary: 'runs the pipeline over a film and scores it against a truth',
    load: () => import('./evaluate.ts'),
  },
  track: { summary: 'follows detections of a MOT text file', load: () => import('./track.ts') },
  score: {
    summary: 'scores a tracking result against a truth, MOT text both',
    load: () => import('./score.ts'),
  },
  measure: {
    summary: 'computes crowd measures from a trajectory file, to compare with PedPy',
    load: () => import('./measure.ts'),
  },
  sim: {
    summary: "writes the simulated city's films and their truth, or lets it live through days",
    load: () => import('../../sim/cli.ts'),
  },
};

process.exitCode = await main(process.argv.slice(2));

async function main([name = 'help', ...args]: string[]): Promise<number> {
  // `lamplighter evaluate ... | head`: who has read enough is no error. The control room outlives its reader.
  if (name !== 'start') {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return (await command.load()).run(args);
  const isHelp = ['help', '--help', '-h'].includes(name);
  if (!isHelp) console.error(`There is no command "${name}".`);
  console.log('Usage: lamplighter COMMAND [OPTIONS]    (each command explains itself with --help)\n');
  for (const [known, { summary }] of Object.entries(commands))
    console.log(`  ${known.padEnd(10)} ${summary}`);
  return isHelp ? 0 : 2;
}
