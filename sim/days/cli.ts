/** `lamplighter sim --days`: lets a city of cameras live through days and says what its control room would have had to do. */
import { parseArgs } from 'node:util';
import { cityStartMs, Violation } from './camera-days.ts';
import { simulateCity, ViolationInThread } from './city-days.ts';
import { reportOf } from './report.ts';

export const daysHelp = `lamplighter sim --days D [--cameras C] [--seed N] [--threads T] [--json]

Lets a simulated city of C cameras live through D days on a simulated clock: people and traffic by the rhythm of the day,
incidents, cameras that die, freeze, go dark, reconnect and whose clocks step. The product's own tracker, scene and alarm
life cycle run on it, with one operator who takes notice. Figures are of the simulated city and say nothing of yours.

  --days D      a number; 0.125 is three hours
  --cameras C   default 50
  --seed N      a whole number; the same seed gives the same digest (default 42)
  --threads T   default 2; the digest does not depend on it
  --json        machine-readable

Exit code 1: an invariant did not hold; the seed, the camera and the time are printed.
`;

type Asked = { seed: number; hours: number; cameras: number; threads: number; isJson: boolean };

/** Exit code 0: done; 1: an invariant did not hold; 2: bad input. */
export async function runDays(args: string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === 'help') {
    process.stdout.write(daysHelp);
    return 0;
  }
  if (typeof asked === 'string') {
    process.stderr.write(`lamplighter sim: ${asked}\nSee lamplighter sim --days 1 --help.\n`);
    return 2;
  }
  try {
    const city = await simulateCity(asked);
    process.stdout.write(
      asked.isJson
        ? `${JSON.stringify({ ...city.summary, startMs: cityStartMs(0), digest: city.digest }, null, 2)}\n`
        : reportOf(city),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof Violation || error instanceof ViolationInThread)) throw error;
    process.stderr.write(
      `lamplighter sim: an invariant did not hold: ${error.message}\n` +
        `Play it again: lamplighter sim --seed ${asked.seed} --days ${asked.hours / 24} --cameras ${asked.cameras}\n`,
    );
    return 1;
  }
}

/** What was asked for, 'help', or what is wrong with it. */
function readArguments(args: string[]): Asked | 'help' | string {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        days: { type: 'string' },
        cameras: { type: 'string' },
        seed: { type: 'string' },
        threads: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return (error as Error).message;
  }
  if (values.help) return 'help';
  const days = Number(values.days);
  if (!(days > 0 && days <= 366)) return `--days ${values.days}: give a number above 0, at most 366`;
  const whole = (name: 'seed' | 'cameras' | 'threads', otherwise: number, from: number, to: number) => {
    const value = values[name] === undefined ? otherwise : Number(values[name]);
    return Number.isInteger(value) && value >= from && value <= to
      ? value
      : `--${name} ${values[name]}: give a whole number from ${from} to ${to}`;
  };
  const seed = whole('seed', 42, 0, 0xffff_ffff);
  const cameras = whole('cameras', 50, 1, 1_000);
  const threads = whole('threads', 2, 0, 64);
  for (const value of [seed, cameras, threads]) if (typeof value === 'string') return value;
  return {
    seed: seed as number,
    cameras: cameras as number,
    threads: threads as number,
    hours: Math.max(1, Math.round(days * 24)),
    isJson: values.json === true,
  };
}
