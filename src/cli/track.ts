import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { answering, CommandError, needed, numberFrom, readText } from './command.ts';
import { trackTable, usualStrongScore } from './mot-tracking.ts';
import { parseMotText } from './truth/mot-text.ts';

const help = `lamplighter track --detections det.txt --out tracks.txt [--fps N] [--strong-score S]

Follows boxes from a table of detections with the tracker of the live system: motion and overlap, no appearance.

  --detections F    MOT text: frame,-1,x,y,w,h,score
  --out F           MOT text: frame,track,x,y,w,h,score,-1,-1,-1; "-" writes to standard output
  --fps N           frames per second of the table; a track survives 2.5 s unseen (default 25)
  --strong-score S  detections from here on may begin tracks, weaker ones only continue them
                    (default 0.9, or the median score where that is lower)
`;

/** `lamplighter track`. Exit code 0: written; 2: bad input. */
export function run(args: string[]): Promise<number> {
  return answering('track', async () => {
    const { values } = parseArgs({
      args,
      options: {
        detections: { type: 'string' },
        out: { type: 'string' },
        fps: { type: 'string' },
        'strong-score': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const from = needed(values.detections, '--detections');
    const to = needed(values.out, '--out');
    const fps = numberFrom(values.fps, '--fps', { min: 0.1, max: 1_000 }) ?? 25;
    const detections = parseMotText(await readText(from, '--detections'), from);
    const strongScore =
      numberFrom(values['strong-score'], '--strong-score', { min: -1e6, max: 1e6 }) ??
      usualStrongScore(detections);

    const startedAtMs = performance.now();
    const lines = trackTable(detections, { fps, strongScore });
    const tookS = (performance.now() - startedAtMs) / 1_000;
    const text = lines
      .map(({ frame, id, box, score }) =>
        [frame, id, ...[box.x, box.y, box.w, box.h].map((n) => n.toFixed(2)), score, -1, -1, -1].join(','),
      )
      .join('\n');
    if (to === '-') process.stdout.write(`${text}\n`);
    else await writeText(to, `${text}\n`);
    const frames = new Set(detections.map((line) => line.frame)).size;
    const tracks = new Set(lines.map((line) => line.id)).size;
    process.stderr.write(
      `${frames} frames, ${detections.length} detections, ${tracks} tracks, ${lines.length} boxes; ` +
        `${Math.round(frames / tookS)} frames/s, strong from ${strongScore.toFixed(3)}\n`,
    );
    return 0;
  });
}

async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CommandError(
      `--out ${path}: cannot be written (${code}); name a file in a folder that exists`,
      {
        cause,
      },
    );
  }
}
