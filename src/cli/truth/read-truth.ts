import path from 'node:path';
import type { Category } from '../../core/detection.ts';
import { CommandError, readText } from '../command.ts';
import { parseBoxCsv } from './box-csv.ts';
import { type BoxTruth, joinTruth } from './box-truth.ts';
import { type ClipEvents, parseClipEvents } from './clip-events.ts';
import { parseMotTruth } from './mot-truth.ts';

export type FilmTruth = { readonly boxes: BoxTruth | null; readonly clip: ClipEvents | null };

/** Reads every `--truth`: JSON is events, a table with a heading is CSV, bare numbers are MOT text. */
export async function readTruth(
  files: readonly string[],
  of: { readonly footage: string; readonly category: Category | null },
): Promise<FilmTruth> {
  const boxes: BoxTruth[] = [];
  const clips: ClipEvents[] = [];
  for (const file of files) {
    const text = await readText(file, '--truth');
    const start = text.trimStart()[0] ?? '';
    if (start === '{') clips.push(parseClipEvents(text, file, path.basename(of.footage)));
    else if (/[a-z]/i.test(start)) boxes.push(parseBoxCsv(text.trimStart(), file, of.category));
    else if (/[\d#]/.test(start)) boxes.push(parseMotTruth(text, file, of.category));
    else {
      throw new CommandError(
        `--truth ${file}: neither MOT text (frame,id,x,y,w,h,...), nor CSV with the heading frame0,id,x,y,w,h, nor events JSON`,
      );
    }
  }
  if (clips.length > 1) throw new CommandError('--truth: more than one events file; give one');
  return { boxes: joinTruth(boxes), clip: clips[0] ?? null };
}
