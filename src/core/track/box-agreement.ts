import type { Box } from '../geometry.ts';

/** Each side of both boxes is let out by this share, so that small or fast things still overlap at 5 frames/s. */
const margin = 0.1;

/**
 * How well a predicted and a detected box agree, 0..1: their overlap (IoU, with a margin as in C-BIoU, Yang et al.
 * 2023) times the overlap of their heights (Hybrid-SORT, Yang et al. 2024): two people who stand close overlap in
 * width, but seldom in both head and feet.
 * @param minOverlap below this overlap the answer is 0.
 */
export function agreement(predicted: Box, detected: Box, minOverlap: number): number {
  const overlap = iouWithMargin(predicted, detected);
  return overlap >= minOverlap ? overlap * heightOverlap(predicted, detected) : 0;
}

function iouWithMargin(a: Box, b: Box): number {
  const grow = 1 + 2 * margin;
  const w =
    Math.min(a.x + a.w * (1 + margin), b.x + b.w * (1 + margin)) -
    Math.max(a.x - a.w * margin, b.x - b.w * margin);
  const h =
    Math.min(a.y + a.h * (1 + margin), b.y + b.h * (1 + margin)) -
    Math.max(a.y - a.h * margin, b.y - b.h * margin);
  if (w <= 0 || h <= 0) return 0;
  const shared = w * h;
  return shared / (grow * grow * (a.w * a.h + b.w * b.h) - shared);
}

function heightOverlap(a: Box, b: Box): number {
  const both = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  const either = Math.max(a.y + a.h, b.y + b.h) - Math.min(a.y, b.y);
  return both > 0 ? both / either : 0;
}
