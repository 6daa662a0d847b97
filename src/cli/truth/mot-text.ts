/**
 * MOT text: one box a line, `frame,id,x,y,w,h,confidence[,...]`, frames from 1, pixels.
 * Ground truth marks boxes to be left out with confidence 0; detections carry id -1 and a score.
 * @see https://motchallenge.net/instructions
 */
import type { Box } from '../../core/geometry.ts';
import { CommandError } from '../command.ts';

export type MotLine = {
  readonly frame: number;
  readonly id: number;
  readonly box: Box;
  /** 1 when the column is absent. */
  readonly confidence: number;
  /** Column 8 of the nine that MOT16 and later truths have; null in other tables. */
  readonly classNumber: number | null;
};

/** Days of film: a larger number is a slip, and every frame up to it would be scored. */
const maxFrame = 10_000_000;

/** @throws naming the line and what it should be. */
export function parseMotText(text: string, name: string): MotLine[] {
  const lines: MotLine[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const fields = line.split(/[\s,;]+/).filter((f) => f !== '');
    const numbers = fields.map(Number);
    const [frame, id, x, y, w, h, confidence = 1] = numbers;
    const bad = numbers.findIndex((n, k) => k < 7 && !Number.isFinite(n));
    if (numbers.length < 6 || bad >= 0) {
      const found = bad >= 0 ? `"${clip(fields[bad]!)}" is not a number` : `${numbers.length} columns`;
      throw new CommandError(
        `${name}, line ${i + 1}: ${found}. A line is frame,id,x,y,w,h,confidence in numbers, such as 1,-1,10,20,30,80,0.9`,
      );
    }
    if (!Number.isInteger(frame) || frame! < 0 || frame! > maxFrame) {
      throw new CommandError(
        `${name}, line ${i + 1}: frame ${frame} is not a frame number; frames count from 1 to ${maxFrame}`,
      );
    }
    if (w! <= 0 || h! <= 0) {
      throw new CommandError(
        `${name}, line ${i + 1}: a box of ${w} x ${h} pixels has no area; remove the line`,
      );
    }
    lines.push({
      frame: frame!,
      id: id!,
      box: { x: x!, y: y!, w: w!, h: h! },
      confidence,
      classNumber: fields.length === 9 ? numbers[7]! : null,
    });
  }
  if (lines.length === 0) {
    throw new CommandError(`${name}: no boxes in it. It should hold lines of frame,id,x,y,w,h,confidence`);
  }
  return lines;
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
