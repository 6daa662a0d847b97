/** Ground with lasting edges: slabs in three tones and their joints, as the checks of a camera's view want them. */
import type { Backdrop } from '../../film/backdrop.ts';
import { tone } from '../../scene/street-furniture.ts';

export type Field = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };

export function drawField(on: Backdrop, { x0, y0, x1, y1 }: Field, fill: string, opacity = 1): void {
  on.ground(
    [
      { x: x0, y: y0 },
      { x: x1, y: y0 },
      { x: x1, y: y1 },
      { x: x0, y: y1 },
    ],
    { fill, opacity },
  );
}

export function drawSlabs(on: Backdrop, field: Field, fill: string, slabM: number): void {
  drawField(on, field, fill);
  for (let i = 0; field.x0 + i * slabM < field.x1; i++) {
    for (let j = 0; field.y0 + j * slabM < field.y1; j++) {
      const shade = (i * 7 + j * 3 + ((i * j) % 5)) % 5;
      if (shade > 2) continue;
      const [x, y] = [field.x0 + i * slabM, field.y0 + j * slabM];
      const by = [0.84, 1.1, 0.92][shade]!;
      const slab = { x0: x, y0: y, x1: Math.min(x + slabM, field.x1), y1: Math.min(y + slabM, field.y1) };
      drawField(on, slab, tone(fill, by), 0.6);
    }
  }
  const joint = { fill: tone(fill, 0.62), opacity: 0.7 };
  for (let x = field.x0; x <= field.x1; x += slabM)
    on.stripe({ x, y: field.y0 }, { x, y: field.y1 }, 0.04, joint);
  for (let y = field.y0; y <= field.y1; y += slabM)
    on.stripe({ x: field.x0, y }, { x: field.x1, y }, 0.04, joint);
}

/** Stone and tar are never one flat tone. To be drawn over the ground and before what stands on it. */
export function drawGrain(on: Backdrop): void {
  on.define(
    '<filter id="lab-grain" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".7" numOctaves="3" seed="8"/><feColorMatrix values="0 0 0 0 .2  0 0 0 0 .2  0 0 0 0 .2  .55 0 0 0 -.16"/></filter>',
  );
  const { widthPx, heightPx } = on.camera;
  on.raw(`<rect width="${widthPx}" height="${heightPx}" filter="url(#lab-grain)" opacity=".5"/>`);
}
