import type { KeyboardEvent } from 'react';
import type { Point } from '../../core/geometry.ts';

const steps: { readonly [key: string]: Point } = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** How far an arrow key goes on the map, px: four, with Shift twenty. Null for other keys. */
export function arrowStep(event: KeyboardEvent): Point | null {
  const step = steps[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return null;
  const px = event.shiftKey ? 20 : 4;
  return { x: step.x * px, y: step.y * px };
}
