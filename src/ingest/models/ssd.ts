/** Boxes of the SSD-MobileNetV2 that MediaPipe Objectron brings. */
import type { Category, Detection } from '../../core/detection.ts';

/** Each anchor as centre x, centre y, width, height, in pixels of the network's input. */
export type Anchors = Float32Array;

type InputSize = { readonly widthPx: number; readonly heightPx: number };

/** Anchor sizes are shares of 300 px whatever the input's size: so larger inputs find smaller things. */
const anchorUnitPx = 300;
const layerCount = 6;
const minScale = 0.2;
const maxScale = 0.95;

/**
 * One anchor for each row of the network's output, in its order: layer, row, column, shape.
 * @see MediaPipe, object_detection_oid_v4: SsdAnchorsCalculatorOptions
 */
export function ssdAnchors({ widthPx, heightPx }: InputSize): Anchors {
  const anchors: number[] = [];
  let rows = heightPx;
  let columns = widthPx;
  for (let i = 0; i < 4; i++) [rows, columns] = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
  for (let layer = 0; layer < layerCount; layer++) {
    const shapes = anchorShapes(layer);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (const { w, h } of shapes) {
          anchors.push(((column + 0.5) / columns) * widthPx, ((row + 0.5) / rows) * heightPx, w, h);
        }
      }
    }
    [rows, columns] = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
  }
  return Float32Array.from(anchors);
}

function anchorShapes(layer: number): { w: number; h: number }[] {
  const scale = scaleOf(layer);
  const pairs: [number, number][] =
    layer === 0
      ? [
          [0.1, 1],
          [scale, 2],
          [scale, 1 / 2],
        ]
      : [
          [scale, 1],
          [scale, 2],
          [scale, 1 / 2],
          [scale, 3],
          [scale, 1 / 3],
          [Math.sqrt(scale * scaleOf(layer + 1)), 1],
        ];
  return pairs.map(([size, ratio]) => ({
    w: size * anchorUnitPx * Math.sqrt(ratio),
    h: (size * anchorUnitPx) / Math.sqrt(ratio),
  }));
}

function scaleOf(layer: number): number {
  return layer >= layerCount ? 1 : minScale + ((maxScale - minScale) * layer) / (layerCount - 1);
}

/**
 * Reads the network's outputs. An anchor whose best class is none of ours is dropped: it saw something else.
 * @param categories by class number; null is a class that is of no concern.
 * @returns boxes in pixels of the network's input, unsuppressed.
 */
export function decodeSsd(
  output: { readonly boxes: Float32Array; readonly scores: Float32Array },
  anchors: Anchors,
  categories: readonly (Category | null)[],
  minScore: number,
): Detection[] {
  const { boxes, scores } = output;
  const classCount = categories.length;
  const found: Detection[] = [];
  for (let anchor = 0, at = 0; at < anchors.length; anchor++, at += 4) {
    let score = minScore;
    let best = -1;
    // Class 0 is the background.
    for (let i = 1, from = anchor * classCount + 1; i < classCount; i++, from++) {
      if (scores[from]! >= score) {
        score = scores[from]!;
        best = i;
      }
    }
    const category = best < 0 ? null : categories[best]!;
    if (category === null) continue;
    const w = Math.exp(boxes[at + 3]! / 5) * anchors[at + 2]!;
    const h = Math.exp(boxes[at + 2]! / 5) * anchors[at + 3]!;
    const x = (boxes[at + 1]! / 10) * anchors[at + 2]! + anchors[at]! - w / 2;
    const y = (boxes[at]! / 10) * anchors[at + 3]! + anchors[at + 1]! - h / 2;
    found.push({ category, score, box: { x, y, w, h } });
  }
  return found;
}
