import { parseArgs } from 'node:util';
import { type Category, categories } from '../core/detection.ts';
import { ModelError } from '../ingest/models/manifest.ts';
import { SourceError } from '../ingest/source.ts';
import { answering, CommandError, needed, numberFrom, readText } from './command.ts';
import { evaluateFilm } from './evaluation/evaluate-film.ts';
import { reportOf } from './evaluation/report.ts';
import { readTruth } from './truth/read-truth.ts';
import { parseZonesFile } from './truth/zones-file.ts';

const help = `lamplighter evaluate --footage F --truth T [--truth T2 ...] [--zones Z.json] [--model M] [--fps N] [--json]

Runs the live system's pipeline over a film, as fast as it goes, and scores it against the truth.

  --footage F         a video file
  --truth T           MOT text (frame,id,x,y,w,h,keep[,class,visibility]), CSV with the heading frame0,id,x,y,w,h
                      (id may be absent), or events JSON; may be given more than once
  --zones Z           { "zones": [...], "calibration": [...] } as in the contract
  --model M           folder or manifest of a model (default: the one that comes with the product)
  --fps N             analyse N frames per second of film (default: every frame)
  --truth-category C  person, bicycle or vehicle: what the boxes of a truth without categories are
                      (default: person; vehicle for a CSV without ids)
  --json              machine-readable
`;

/** `lamplighter evaluate`. Exit code 0: evaluated; 2: bad input. */
export function run(args: string[]): Promise<number> {
  return answering('evaluate', async () => {
    const { values } = parseArgs({
      args,
      options: {
        footage: { type: 'string' },
        truth: { type: 'string', multiple: true },
        zones: { type: 'string' },
        model: { type: 'string' },
        fps: { type: 'string' },
        'truth-category': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const footage = needed(values.footage, '--footage');
    needed(values.truth?.[0], '--truth');
    const category = categoryFrom(values['truth-category']);
    const analysisFps = numberFrom(values.fps, '--fps', { min: 0.1, max: 240 }) ?? null;
    const truth = await readTruth(values.truth!, { footage, category });
    const { zones, calibration } =
      values.zones === undefined
        ? { zones: [], calibration: [] }
        : parseZonesFile(await readText(values.zones, '--zones'), values.zones);

    const { analyseFile } = await import('../ingest/offline.ts');
    const evaluation = await refusing(() =>
      evaluateFilm(analyseFile, {
        footage,
        truth,
        zones,
        calibration,
        model: values.model ?? null,
        analysisFps,
        onProgress: progressOn(process.stderr),
      }),
    );
    process.stdout.write(values.json ? `${JSON.stringify(evaluation, null, 2)}\n` : reportOf(evaluation));
    return 0;
  });
}

/** A film or a model that cannot be used is the caller's to mend: its message without a stack. */
async function refusing<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (cause) {
    if (cause instanceof SourceError || cause instanceof ModelError) {
      throw new CommandError(cause.message, { cause });
    }
    throw cause;
  }
}

function categoryFrom(text: string | undefined): Category | null {
  if (text === undefined) return null;
  const category = categories.find((c) => c === text);
  if (category === undefined)
    throw new CommandError(`--truth-category ${text}: give ${categories.join(', ')}`);
  return category;
}

/** Anything over two seconds shows that it is alive; nothing when nobody watches. */
function progressOn(stream: NodeJS.WriteStream): (frames: number) => void {
  let saidMs = performance.now();
  return (frames) => {
    if (!stream.isTTY || performance.now() - saidMs < 1_000) return;
    saidMs = performance.now();
    stream.write(`\r${frames} frames analysed\x1b[K\r`);
  };
}
