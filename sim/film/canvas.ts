/** The frame being drawn: packed RGB, and for each pixel who covers it (0: the backdrop). */
export type Canvas = {
  readonly w: number;
  readonly h: number;
  readonly rgb: Uint8ClampedArray;
  readonly owners: Uint16Array;
};

export function canvas(w: number, h: number): Canvas {
  return { w, h, rgb: new Uint8ClampedArray(w * h * 3), owners: new Uint16Array(w * h) };
}

/** A soft dark ellipse on the ground under somebody. */
export function shade(
  on: Canvas,
  at: {
    readonly x: number;
    readonly y: number;
    readonly rx: number;
    readonly ry: number;
    readonly strength: number;
  },
): void {
  const x0 = Math.max(0, Math.floor(at.x - at.rx));
  const x1 = Math.min(on.w - 1, Math.ceil(at.x + at.rx));
  const y0 = Math.max(0, Math.floor(at.y - at.ry));
  const y1 = Math.min(on.h - 1, Math.ceil(at.y + at.ry));
  for (let y = y0; y <= y1; y++) {
    const dy = (y + 0.5 - at.y) / at.ry;
    for (let x = x0; x <= x1; x++) {
      const dx = (x + 0.5 - at.x) / at.rx;
      const r2 = dx * dx + dy * dy;
      if (r2 >= 1) continue;
      const keep = 1 - at.strength * (1 - r2);
      const o = (y * on.w + x) * 3;
      on.rgb[o] = on.rgb[o]! * keep;
      on.rgb[o + 1] = on.rgb[o + 1]! * keep;
      on.rgb[o + 2] = on.rgb[o + 2]! * keep;
    }
  }
}
