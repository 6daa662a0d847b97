import { type Category, categories } from '../../core/detection.ts';
import { CommandError } from '../command.ts';
import { type BoxTruth, boxTruth } from './box-truth.ts';

/**
 * A table with a heading: `frame0,x,y,w,h` and, where known, `id` and `category`; frames from 0, pixels. Without ids
 * the boxes are regions of a motion mask, which on a road are vehicles.
 * @param category of boxes in a table without that column; null: person with ids, vehicle without.
 * @throws CommandError naming the line.
 */
export function parseBoxCsv(text: string, name: string, category: Category | null): BoxTruth {
  const lines = text.split(/\r?\n/);
  const heading = lines[0]!.split(',').map((word) => word.trim().toLowerCase());
  const at = (column: string) => heading.indexOf(column);
  const absent = ['frame0', 'x', 'y', 'w', 'h'].filter((column) => at(column) < 0);
  if (absent.length > 0) {
    throw new CommandError(
      `${name}, line 1: the heading has no column ${absent.join(', ')}; it should read frame0,id,x,y,w,h`,
    );
  }
  const hasIds = at('id') >= 0;
  const usual = category ?? (hasIds ? 'person' : 'vehicle');
  const boxes = lines.slice(1).flatMap((line, i) => {
    if (line.trim() === '') return [];
    const fields = line.split(',');
    const number = (column: string) => {
      const text = fields[at(column)] ?? '';
      const value = Number(text);
      if (text.trim() === '' || !Number.isFinite(value)) {
        throw new CommandError(
          `${name}, line ${i + 2}: column ${column} reads "${text}", which is not a number`,
        );
      }
      return value;
    };
    const box = { x: number('x'), y: number('y'), w: number('w'), h: number('h') };
    if (box.w <= 0 || box.h <= 0) {
      throw new CommandError(`${name}, line ${i + 2}: a box of ${box.w} x ${box.h} pixels has no area`);
    }
    const kind = at('category') >= 0 ? fields[at('category')]!.trim() : usual;
    if (!categories.includes(kind as Category)) {
      throw new CommandError(
        `${name}, line ${i + 2}: category "${kind}" is not one of ${categories.join(', ')}`,
      );
    }
    return [
      {
        frame: number('frame0'),
        id: hasIds ? number('id') : null,
        category: kind as Category,
        box,
        isScored: at('touches_border') < 0 || number('touches_border') === 0,
        isCounted: true,
      },
    ];
  });
  if (boxes.length === 0) throw new CommandError(`${name}: only a heading, no boxes`);
  return boxTruth(boxes, at('category') >= 0 ? categories : [usual]);
}
