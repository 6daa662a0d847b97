import type { Detection } from '../../core/detection.ts';

/** A standing or walking person is at least this many times higher than wide. */
const minUpright = 1.2;
/** What the score of a person of another shape is worth: sitting, lying, cut off, or a thing that is no person. */
const squatFactor = 0.8;
/** Above this share of the picture no higher score is asked for: somebody may stand right before the lens. */
const maxAskedScore = 0.6;

/**
 * Weighs what the network says with the shape of what it says, because a small network sees people in signs and
 * in whole streets. A squat person box keeps 0.8 of its score (PETS S2L1: a third of all false people were one
 * squat sign; F1 .851 -> .876). A box must score at least the share of the picture it covers, up to 0.6: a "person"
 * of 0.34 over half a road scene is dropped.
 * @param detection box in pixels of the network's input.
 * @param aspect width of a network pixel in the picture divided by its height.
 * @returns null for what is not believed at all.
 */
export function weighShape(
  detection: Detection,
  input: { widthPx: number; heightPx: number },
  aspect: number,
): Detection | null {
  const { box, category, score } = detection;
  const w = Math.min(box.x + box.w, input.widthPx) - Math.max(box.x, 0);
  const h = Math.min(box.y + box.h, input.heightPx) - Math.max(box.y, 0);
  if (w <= 0 || h <= 0) return null;
  const share = (w * h) / (input.widthPx * input.heightPx);
  if (score < Math.min(share, maxAskedScore)) return null;
  const isSquat = category === 'person' && box.h < minUpright * box.w * aspect;
  return isSquat ? { ...detection, score: score * squatFactor } : detection;
}
