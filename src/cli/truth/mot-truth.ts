import type { Category } from '../../core/detection.ts';
import { type BoxTruth, boxTruth } from './box-truth.ts';
import { parseMotText } from './mot-text.ts';

/**
 * Classes of MOT16 and later (column 8 of 9): what each is for us. Anything else (reflections, occluders, distractors)
 * is labelled but not scored.
 * @see Milan et al. 2016, arXiv:1603.00831
 */
const categoryOfClass: ReadonlyMap<number, Category> = new Map([
  [1, 'person'],
  [7, 'person'],
  [3, 'vehicle'],
  [6, 'vehicle'],
  [4, 'bicycle'],
  [5, 'vehicle'],
]);

/** MOT text as truth of a film. Without classes (MOT15) every box is `category`, by default a person. */
export function parseMotTruth(text: string, name: string, category: Category | null): BoxTruth {
  const lines = parseMotText(text, name);
  const hasClasses = lines.every((line) => line.classNumber !== null);
  const boxes = lines.map((line) => {
    const known = hasClasses ? categoryOfClass.get(line.classNumber!) : (category ?? 'person');
    const isScored = known !== undefined && line.confidence !== 0;
    return {
      frame: line.frame - 1,
      id: line.id,
      category: known ?? ('person' as const),
      box: line.box,
      isScored,
      isCounted: isScored,
    };
  });
  return boxTruth(boxes, [...new Set(boxes.filter((b) => b.isScored).map((b) => b.category))]);
}
