/** How a drawn figure is built, dressed and held. */

export type Stance = 'walking' | 'standing' | 'phone' | 'riding';
export type Rgb = readonly [number, number, number];

/** Order of the materials in a figure. */
export const materials = ['skin', 'hair', 'top', 'bottom', 'shoes', 'bag', 'shirt'] as const;
export type Material = (typeof materials)[number];

export type FigureLook = {
  /** Build and dress: 0 jacket, 1 backpack, 2 long coat, 3 long hair, 4 long hair and shoulder bag. */
  readonly build: 0 | 1 | 2 | 3 | 4;
  readonly colours: { readonly [M in Material]: Rgb };
  /** A block code worn on the chest, rows of 0 and 1, for tests that look for it where it must not be. */
  readonly pattern?: readonly (readonly number[])[];
};
