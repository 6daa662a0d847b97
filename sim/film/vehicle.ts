/** Cars, vans, buses and trams as small solids of flat faces. Metres; x right, y ahead, z up; the origin is the middle of the ground plan. */
import type { Rgb } from './figure-look.ts';

export type VehicleModel = 'saloon' | 'hatchback' | 'van' | 'bus' | 'tram';
export type VehicleLook = { readonly model: VehicleModel; readonly paint: Rgb };

export type Vec3 = readonly [number, number, number];
export type Finish = 'matt' | 'paint' | 'glass' | 'lamp-front' | 'lamp-rear' | 'lamp-turn';
export type Face = { readonly corners: readonly Vec3[]; readonly colour: Rgb; readonly finish: Finish };

export const vehicleSizeM: {
  readonly [M in VehicleModel]: { readonly length: number; readonly width: number; readonly height: number };
} = {
  saloon: { length: 4.5, width: 1.8, height: 1.45 },
  hatchback: { length: 3.9, width: 1.74, height: 1.5 },
  van: { length: 5.2, width: 2.0, height: 2.3 },
  bus: { length: 11.5, width: 2.55, height: 3.05 },
  tram: { length: 27, width: 2.4, height: 3.3 },
};

const meshes = new Map<VehicleLook, readonly Face[]>();

/** The faces of a vehicle; drawn up once for each look. */
export function facesOf(look: VehicleLook): readonly Face[] {
  let faces = meshes.get(look);
  if (!faces) {
    faces = build(look);
    meshes.set(look, faces);
  }
  return faces;
}

const glass: Rgb = [38, 50, 62];
const rubber: Rgb = [22, 22, 24];
const trim: Rgb = [30, 31, 34];
const hub: Rgb = [150, 153, 158];
const red: Rgb = [176, 26, 24];
const amber: Rgb = [120, 66, 14];
const lens: Rgb = [226, 228, 220];
const plate: Rgb = [222, 222, 212];

function build(look: VehicleLook): readonly Face[] {
  switch (look.model) {
    case 'saloon':
      return car(look.paint, {
        L: 4.5,
        W: 1.8,
        H: 1.45,
        hood: 0.86,
        belt: 0.92,
        tail: 0.95,
        screen: 0.85,
        roofFront: 0.15,
        roofRear: -0.95,
        back: -1.5,
      });
    case 'hatchback':
      return car(look.paint, {
        L: 3.9,
        W: 1.74,
        H: 1.5,
        hood: 0.9,
        belt: 0.96,
        tail: 1.0,
        screen: 0.85,
        roofFront: 0.25,
        roofRear: -1.45,
        back: -1.82,
      });
    case 'van':
      return car(look.paint, {
        L: 5.2,
        W: 2.0,
        H: 2.3,
        hood: 1.1,
        belt: 1.2,
        tail: 1.25,
        screen: 1.75,
        roofFront: 1.15,
        roofRear: -2.45,
        back: -2.56,
      });
    case 'bus':
      return coach(look.paint, vehicleSizeM.bus, [3.6, -3.2]);
    case 'tram':
      return coach(look.paint, vehicleSizeM.tram, [10.5, 4, -4, -10.5]);
  }
}

type CarPlan = {
  L: number;
  W: number;
  H: number;
  hood: number;
  belt: number;
  tail: number;
  screen: number;
  roofFront: number;
  roofRear: number;
  back: number;
};

function car(paint: Rgb, p: CarPlan): Face[] {
  const faces: Face[] = [];
  const half = p.L / 2;
  const w = p.W / 2;
  // Lower body: a row of cross-sections from the rear bumper to the front one.
  const stations = [
    { y: -half, w: w * 0.86, low: 0.34, top: p.tail - 0.16 },
    { y: -half + 0.14, w: w * 0.97, low: 0.26, top: p.tail },
    { y: p.back, w, low: 0.22, top: p.belt + 0.02 },
    { y: p.screen, w, low: 0.22, top: p.belt },
    { y: half - 0.75, w: w * 0.98, low: 0.22, top: p.hood },
    { y: half - 0.16, w: w * 0.93, low: 0.24, top: p.hood - 0.16 },
    { y: half, w: w * 0.8, low: 0.32, top: p.hood - 0.3 },
  ];
  loft(faces, stations, paint);
  // Glasshouse: belt ring to roof ring, glass let into painted faces.
  const roofW = w * 0.76;
  const beltW = w * 0.95;
  const ring = [
    [p.screen, p.belt, p.roofFront],
    [p.back, p.belt, p.roofRear],
  ] as const;
  const [[fy, fz, ry], [by, bz, sy]] = ring;
  const A: Vec3 = [-beltW, fy, fz];
  const B: Vec3 = [beltW, fy, fz];
  const C: Vec3 = [roofW, ry, p.H];
  const D: Vec3 = [-roofW, ry, p.H];
  const E: Vec3 = [-beltW, by, bz];
  const F: Vec3 = [beltW, by, bz];
  const G: Vec3 = [roofW, sy, p.H];
  const I: Vec3 = [-roofW, sy, p.H];
  const face = (corners: Vec3[], colour: Rgb, finish: Finish) => faces.push({ corners, colour, finish });
  face([D, C, G, I], paint, 'paint');
  face([A, B, C, D], paint, 'paint');
  face([E, F, G, I], paint, 'paint');
  face([A, E, I, D], paint, 'paint');
  face([B, F, G, C], paint, 'paint');
  face(inset([A, B, C, D], 0.07, 0.1), glass, 'glass');
  face(inset([E, F, G, I], 0.1, 0.14), glass, 'glass');
  const isVan = p.H > 2;
  for (const [belt0, belt1, roof1, roof0] of [
    [A, E, I, D],
    [B, F, G, C],
  ] as const) {
    const cut = isVan ? 0.3 : 0.52;
    face(inset([belt0, mix(belt0, belt1, cut), mix(roof0, roof1, cut), roof0], 0.09, 0.12), glass, 'glass');
    if (!isVan)
      face(inset([mix(belt0, belt1, cut), belt1, roof1, mix(roof0, roof1, cut)], 0.09, 0.12), glass, 'glass');
  }
  lamps(faces, { half, w, front: p.hood - 0.32, rear: p.tail - 0.2, rearW: isVan ? 0.14 : 0.3 });
  face(
    [
      [-w * 0.97, -half - 0.012, 0.34],
      [w * 0.97, -half - 0.012, 0.34],
      [w * 0.97, -half - 0.012, 0.52],
      [-w * 0.97, -half - 0.012, 0.52],
    ],
    trim,
    'matt',
  );
  face(
    [
      [-w * 0.6, half + 0.012, 0.34],
      [w * 0.6, half + 0.012, 0.34],
      [w * 0.6, half + 0.012, 0.5],
      [-w * 0.6, half + 0.012, 0.5],
    ],
    trim,
    'matt',
  );
  for (const y of [-half * 0.62, half * 0.62]) wheels(faces, y, w, 0.32);
  return faces;
}

function coach(
  paint: Rgb,
  size: { length: number; width: number; height: number },
  axles: readonly number[],
): Face[] {
  const faces: Face[] = [];
  const half = size.length / 2;
  const w = size.width / 2;
  box(faces, [-w, -half, 0.32], [w, half, size.height], paint, 'paint');
  box(
    faces,
    [-w * 0.9, -half * 0.9, size.height],
    [w * 0.9, half * 0.9, size.height + 0.18],
    [200, 202, 204],
    'matt',
  );
  const windowLow = 1.25;
  const windowTop = size.height - 0.5;
  const count = Math.max(5, Math.round(size.length / 1.7));
  for (const x of [-w - 0.012, w + 0.012]) {
    for (let i = 0; i < count; i++) {
      const y0 = -half + 0.35 + ((size.length - 0.7) * i) / count;
      const y1 = y0 + (size.length - 0.7) / count - 0.13;
      const isDoor = i % 4 === 2 && x > 0;
      faces.push({
        corners: [
          [x, y0, isDoor ? 0.5 : windowLow],
          [x, y1, isDoor ? 0.5 : windowLow],
          [x, y1, windowTop],
          [x, y0, windowTop],
        ],
        colour: glass,
        finish: 'glass',
      });
    }
    faces.push({
      corners: [
        [x, -half, 0.32],
        [x, half, 0.32],
        [x, half, 0.62],
        [x, -half, 0.62],
      ],
      colour: trim,
      finish: 'matt',
    });
  }
  for (const y of [-half - 0.012, half + 0.012]) {
    faces.push({
      corners: [
        [-w * 0.9, y, 1.15],
        [w * 0.9, y, 1.15],
        [w * 0.9, y, windowTop + 0.05],
        [-w * 0.9, y, windowTop + 0.05],
      ],
      colour: glass,
      finish: 'glass',
    });
    faces.push({
      corners: [
        [-w * 0.7, y, windowTop + 0.14],
        [w * 0.7, y, windowTop + 0.14],
        [w * 0.7, y, size.height - 0.1],
        [-w * 0.7, y, size.height - 0.1],
      ],
      colour: [40, 34, 14],
      finish: 'matt',
    });
  }
  lamps(faces, { half, w, front: 0.75, rear: 0.8, rearW: 0.26 });
  for (const y of axles) wheels(faces, y, w, 0.46);
  return faces;
}

function lamps(
  faces: Face[],
  at: { half: number; w: number; front: number; rear: number; rearW: number },
): void {
  const quad = (x0: number, x1: number, y: number, z0: number, z1: number, colour: Rgb, finish: Finish) =>
    faces.push({
      corners: [
        [x0, y, z0],
        [x1, y, z0],
        [x1, y, z1],
        [x0, y, z1],
      ],
      colour,
      finish,
    });
  for (const side of [-1, 1]) {
    const outer = side * at.w * 0.9;
    quad(outer, outer - side * at.rearW, -at.half - 0.02, at.rear - 0.13, at.rear + 0.06, red, 'lamp-rear');
    quad(outer, outer - side * 0.12, -at.half - 0.024, at.rear - 0.13, at.rear - 0.06, amber, 'lamp-turn');
    quad(
      outer * 0.9,
      outer * 0.9 - side * 0.32,
      at.half + 0.02,
      at.front,
      at.front + 0.16,
      lens,
      'lamp-front',
    );
    quad(
      outer * 0.98,
      outer * 0.98 - side * 0.09,
      at.half + 0.024,
      at.front,
      at.front + 0.16,
      amber,
      'lamp-turn',
    );
  }
  quad(-0.26, 0.26, -at.half - 0.024, at.rear - 0.22, at.rear - 0.1, plate, 'matt');
  quad(-0.26, 0.26, at.half + 0.024, 0.38, 0.49, plate, 'matt');
}

function wheels(faces: Face[], y: number, w: number, radius: number): void {
  for (const side of [-1, 1]) {
    const outer = side * (w + 0.012);
    faces.push({
      corners: disc(side * (w + 0.006), y, radius * 0.98, radius * 1.14),
      colour: [14, 14, 15],
      finish: 'matt',
    });
    faces.push({ corners: disc(outer, y, radius, radius), colour: rubber, finish: 'matt' });
    faces.push({ corners: disc(side * (w + 0.018), y, radius, radius * 0.6), colour: hub, finish: 'matt' });
    // The tread, seen from ahead and behind.
    const inner = side * (w - 0.22);
    for (const [y0, y1, z0, z1] of [
      [y - radius, y - radius * 0.8, 0.25, 0.02],
      [y + radius, y + radius * 0.8, 0.25, 0.02],
    ] as const) {
      faces.push({
        corners: [
          [inner, y0, z0],
          [outer, y0, z0],
          [outer, y1, z1],
          [inner, y1, z1],
        ],
        colour: rubber,
        finish: 'matt',
      });
    }
  }
}

function disc(x: number, y: number, z: number, radius: number): Vec3[] {
  return Array.from({ length: 12 }, (_, i) => {
    const angle = (i / 12) * 2 * Math.PI;
    return [x, y + radius * Math.cos(angle), Math.max(0, z + radius * Math.sin(angle))] as const;
  });
}

function loft(
  faces: Face[],
  stations: readonly { y: number; w: number; low: number; top: number }[],
  paint: Rgb,
): void {
  const add = (corners: Vec3[]) => faces.push({ corners, colour: paint, finish: 'paint' });
  for (let i = 1; i < stations.length; i++) {
    const a = stations[i - 1]!;
    const b = stations[i]!;
    // The flank is broken at two thirds of its height, so that it catches the light twice.
    const mid = (s: { low: number; top: number }) => s.low + (s.top - s.low) * 0.62;
    for (const side of [-1, 1]) {
      add([
        [side * a.w * 0.95, a.y, a.low],
        [side * b.w * 0.95, b.y, b.low],
        [side * b.w, b.y, mid(b)],
        [side * a.w, a.y, mid(a)],
      ]);
      add([
        [side * a.w, a.y, mid(a)],
        [side * b.w, b.y, mid(b)],
        [side * b.w * 0.95, b.y, b.top],
        [side * a.w * 0.95, a.y, a.top],
      ]);
    }
    add([
      [-a.w * 0.95, a.y, a.top],
      [a.w * 0.95, a.y, a.top],
      [b.w * 0.95, b.y, b.top],
      [-b.w * 0.95, b.y, b.top],
    ]);
  }
  for (const s of [stations[0]!, stations.at(-1)!]) {
    add([
      [-s.w * 0.95, s.y, s.low],
      [s.w * 0.95, s.y, s.low],
      [s.w, s.y, s.top],
      [-s.w, s.y, s.top],
    ]);
  }
}

function box(faces: Face[], [x0, y0, z0]: Vec3, [x1, y1, z1]: Vec3, colour: Rgb, finish: Finish): void {
  const add = (corners: Vec3[]) => faces.push({ corners, colour, finish });
  add([
    [x0, y0, z1],
    [x1, y0, z1],
    [x1, y1, z1],
    [x0, y1, z1],
  ]);
  add([
    [x0, y0, z0],
    [x1, y0, z0],
    [x1, y0, z1],
    [x0, y0, z1],
  ]);
  add([
    [x0, y1, z0],
    [x1, y1, z0],
    [x1, y1, z1],
    [x0, y1, z1],
  ]);
  add([
    [x0, y0, z0],
    [x0, y1, z0],
    [x0, y1, z1],
    [x0, y0, z1],
  ]);
  add([
    [x1, y0, z0],
    [x1, y1, z0],
    [x1, y1, z1],
    [x1, y0, z1],
  ]);
}

function mix(a: Vec3, b: Vec3, t: number): Vec3 {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** A smaller quad within a quad, lifted outward by a centimetre so that it wins the depth test. */
function inset(corners: readonly [Vec3, Vec3, Vec3, Vec3], across: number, along: number): Vec3[] {
  const [a, b, c, d] = corners;
  const point = (s: number, t: number) => mix(mix(a, b, s), mix(d, c, s), t);
  const centre = point(0.5, 0.5);
  return [
    point(across, along),
    point(1 - across, along),
    point(1 - across, 1 - along),
    point(across, 1 - along),
  ].map((p) => {
    const out = Math.hypot(centre[0], centre[1], centre[2] - 0.8) || 1;
    return [
      p[0] + (centre[0] / out) * 0.012,
      p[1] + (centre[1] / out) * 0.012,
      p[2] + ((centre[2] - 0.8) / out) * 0.012,
    ] as const;
  });
}
