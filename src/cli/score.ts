import { parseArgs } from 'node:util';
import { type TrackingScore, trackingScore } from '../core/score/tracking-score.ts';
import { answering, CommandError, needed, readText } from './command.ts';
import { sideBySide } from './mot-tracking.ts';
import { parseMotText } from './truth/mot-text.ts';

const help = `lamplighter score --truth gt.txt --result tracks.txt [--json]

CLEAR-MOT, identity F1 and HOTA of a tracker's result, as py-motmetrics and TrackEval count them.

  --truth F    MOT text: frame,id,x,y,w,h,keep[,...]; lines whose 7th column is 0 are left out
  --result F   MOT text: frame,id,x,y,w,h,...
  --json       machine-readable
`;

/** `lamplighter score`. Exit code 0: scored; 2: bad input. */
export function run(args: string[]): Promise<number> {
  return answering('score', async () => {
    const { values } = parseArgs({
      args,
      options: {
        truth: { type: 'string' },
        result: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const truth = await read(needed(values.truth, '--truth'), '--truth');
    const result = await read(needed(values.result, '--result'), '--result');
    const score = trackingScore(
      sideBySide(
        truth,
        result.map((l) => ({ ...l, score: l.confidence })),
      ),
    );
    process.stdout.write(values.json ? `${JSON.stringify(score, null, 2)}\n` : table(score));
    return 0;
  });
}

async function read(path: string, option: string) {
  const text = await readText(path, option);
  const lines = parseMotText(text, path);
  const seen = new Set<string>();
  for (const { frame, id } of lines) {
    const key = `${frame} ${id}`;
    if (seen.has(key)) {
      throw new CommandError(
        `${option} ${path}: track ${id} has two boxes in frame ${frame}; give each track one box a frame`,
      );
    }
    seen.add(key);
  }
  return lines;
}

function table(s: TrackingScore): string {
  const rows: [string, string | number][] = [
    ['HOTA', percent(s.hota)],
    ['  DetA', percent(s.detA)],
    ['  AssA', percent(s.assA)],
    ['IDF1', percent(s.idf1)],
    ['  IDP', percent(s.idp)],
    ['  IDR', percent(s.idr)],
    ['MOTA', percent(s.mota)],
    ['MOTP (mean overlap)', percent(s.motp)],
    ['False positives', s.falsePositives],
    ['Misses', s.misses],
    ['Switches', s.switches],
    ['Fragmentations', s.fragmentations],
    ['Tracked mostly/partly/lost', `${s.mostlyTracked}/${s.partlyTracked}/${s.mostlyLost}`],
    ['Frames', s.frames],
    ['Tracks truth/result', `${s.truthTracks}/${s.resultTracks}`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(28)}${String(value).padStart(12)}\n`).join('');
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(2)} %` : '-';
}
