/** Clothes, builds and paints: ordinary ones, drawn by chance. */
import type { FigureLook, Rgb } from '../film/figure-look.ts';
import type { VehicleLook, VehicleModel } from '../film/vehicle.ts';
import type { Random } from '../random.ts';

const skins: readonly Rgb[] = [
  [226, 182, 152],
  [204, 156, 124],
  [160, 112, 82],
  [112, 76, 56],
  [238, 198, 172],
];
const hairs: readonly Rgb[] = [
  [44, 32, 26],
  [86, 60, 40],
  [30, 28, 30],
  [140, 108, 70],
  [150, 148, 144],
];
const tops: readonly Rgb[] = [
  [56, 88, 140],
  [150, 52, 48],
  [66, 116, 80],
  [70, 74, 86],
  [104, 66, 120],
  [92, 130, 150],
  [42, 52, 74],
  [206, 120, 62],
  [48, 104, 158],
  [186, 188, 194],
  [36, 38, 42],
];
const bottoms: readonly Rgb[] = [
  [42, 46, 60],
  [58, 70, 98],
  [36, 36, 40],
  [96, 86, 72],
  [74, 78, 82],
  [122, 110, 92],
];
const bags: readonly Rgb[] = [
  [120, 62, 44],
  [38, 42, 50],
  [70, 96, 74],
  [150, 120, 70],
];
const shirts: readonly Rgb[] = [
  [222, 222, 226],
  [176, 190, 206],
  [208, 196, 176],
  [120, 48, 52],
];

/** Somebody who looks like nobody in particular. */
export function someLook(random: Random): FigureLook {
  return {
    build: random.pick([0, 0, 1, 1, 1, 2, 3, 4, 4] as const),
    colours: {
      skin: random.pick(skins),
      hair: random.pick(hairs),
      top: random.pick(tops),
      bottom: random.pick(bottoms),
      shoes: random.pick([
        [28, 26, 26],
        [70, 50, 38],
        [206, 206, 206],
      ] as const),
      bag: random.pick(bags),
      shirt: random.pick(shirts),
    },
  };
}

/** A small wardrobe is shared by all, so that few sprites are drawn; neighbours in it wear different colours. */
export function wardrobe(random: Random, size: number): readonly FigureLook[] {
  const first = random.below(tops.length);
  return Array.from({ length: size }, (_, i) => {
    const look = someLook(random);
    return { ...look, colours: { ...look.colours, top: tops[(first + i * 5) % tops.length]! } };
  });
}

const paints: readonly Rgb[] = [
  [196, 200, 204],
  [148, 28, 30],
  [44, 74, 124],
  [228, 228, 226],
  [52, 54, 60],
  [104, 112, 118],
  [70, 102, 86],
  [190, 164, 96],
  [88, 132, 168],
];

export function somePaint(random: Random): Rgb {
  return random.pick(paints);
}

export function someVehicle(random: Random, models: readonly VehicleModel[]): VehicleLook {
  return { model: random.pick(models), paint: somePaint(random) };
}
