/** `lamplighter sim`: writes the simulated city's films, their truth and their zones to a folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cameraEntry } from './camera-entry.ts';
import { defaultSeed } from './city.ts';
import { makeFilm } from './film/film.ts';
import { scenes } from './scene/index.ts';

const help = `lamplighter sim --out FOLDER [--seed N] [--scene ID ...]
lamplighter sim --days D [--cameras C] [--seed N] [--json]      (lamplighter sim --days 1 --help)

Draws the simulated city: for each camera a film (.mp4), its truth with events (.truth.json), the boxes as MOT text
(.mot.txt) and zones with calibration (.zones.json), as "lamplighter evaluate" takes them:

  lamplighter evaluate --footage F/demo-square.mp4 --truth F/demo-square.mot.txt \\
    --truth F/demo-square.truth.json --zones F/demo-square.zones.json

  --out FOLDER  where to; made if it is not there
  --seed N      a whole number; the same seed draws the same city (default ${defaultSeed})
  --scene ID    one of ${scenes.map(({ id }) => id).join(', ')}; may be given more than once (default: all)
`;

/** Exit code 0: written; 2: bad input. @throws when a film cannot be made. */
export async function run(args: string[]): Promise<number> {
  if (args.some((arg) => arg === '--days' || arg.startsWith('--days='))) {
    return (await import('./days/cli.ts')).runDays(args);
  }
  const asked = readArguments(args);
  if (asked === 'help') {
    process.stdout.write(help);
    return 0;
  }
  if (typeof asked === 'string') {
    process.stderr.write(`lamplighter sim: ${asked}\nSee lamplighter sim --help.\n`);
    return 2;
  }
  await mkdir(asked.out, { recursive: true });
  for (const scene of asked.scenes) {
    let said = -1;
    const { filmPath } = await makeFilm(scene, {
      directory: asked.out,
      seed: asked.seed,
      onProgress: (share) => {
        const tenth = Math.floor(share * 10);
        if (tenth > said) process.stderr.write(`${scene.name}: ${tenth * 10} %\n`);
        said = Math.max(said, tenth);
      },
    });
    const { zones, calibration } = cameraEntry(scene, filmPath);
    await writeFile(
      join(asked.out, `${scene.id}.zones.json`),
      `${JSON.stringify({ zones, calibration }, null, 1)}\n`,
    );
    process.stdout.write(`${filmPath}\n`);
  }
  return 0;
}

/** What was asked for, 'help', or what is wrong with it. */
function readArguments(args: string[]): { out: string; seed: number; scenes: typeof scenes } | string {
  let values: { out?: string; seed?: string; scene?: string[]; help?: boolean };
  try {
    ({ values } = parseArgs({
      args,
      options: {
        out: { type: 'string' },
        seed: { type: 'string' },
        scene: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return (error as Error).message;
  }
  if (values.help) return 'help';
  if (values.out === undefined) return '--out is missing: name the folder to write to';
  const seed = values.seed === undefined ? defaultSeed : Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0) return `--seed ${values.seed}: give a whole number from 0`;
  const unknown = values.scene?.find((id) => !scenes.some((scene) => scene.id === id));
  if (unknown !== undefined) return `--scene ${unknown}: there are ${scenes.map(({ id }) => id).join(', ')}`;
  return { out: values.out, seed, scenes: scenes.filter(({ id }) => values.scene?.includes(id) ?? true) };
}
