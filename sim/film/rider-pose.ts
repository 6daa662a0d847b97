/** Somebody on a bicycle: a frame, two wheels and a rider who pedals. Metres; x right, y ahead, z up; the middle of the wheels is the origin. */
import type { Part } from './figure-pose.ts';

type P = readonly [number, number, number];

const wheelM = 0.33;
const axleM = 0.52;
const crank: P = [0, -0.06, 0.3];
const crankM = 0.17;
const hip: P = [0, -0.2, 0.98];
const thighM = 0.44;
const shinM = 0.45;
const spokesOfRim = 14;

/** All capsules of a rider and bicycle about 1.75 m tall, the wheels on z = 0. @param stride turn of the pedals, radians. */
export function riderParts(stride: number): readonly Part[] {
  const parts: Part[] = [];
  const put = (material: Part['material'], from: P, to: P, fromRadius: number, toRadius = fromRadius) =>
    parts.push({ material, from, to, fromRadius, toRadius });
  for (const y of [-axleM, axleM]) {
    const rim = (i: number): P => {
      const angle = (2 * Math.PI * i) / spokesOfRim;
      return [0, y + wheelM * Math.sin(angle), wheelM + wheelM * Math.cos(angle)];
    };
    for (let i = 0; i < spokesOfRim; i++) put('shoes', rim(i), rim(i + 1), 0.026);
  }
  const saddle: P = [0, -0.22, 0.9];
  const head: P = [0, 0.36, 0.86];
  const rear: P = [0, -axleM, wheelM];
  const front: P = [0, axleM, wheelM];
  for (const [from, to] of [
    [rear, crank],
    [rear, saddle],
    [crank, saddle],
    [crank, head],
    [saddle, head],
    [head, front],
  ] as const) {
    put('bag', from, to, 0.024);
  }
  const grip = (side: number): P => [side * 0.25, 0.32, 1.02];
  put('bag', grip(-1), grip(1), 0.02);
  for (const side of [-1, 1] as const) {
    const turn = stride + (side < 0 ? 0 : Math.PI);
    const pedal: P = [
      side * 0.12,
      crank[1] + crankM * Math.sin(turn),
      crank[2] + crankM * Math.cos(turn) + 0.06,
    ];
    const knee = kneeOf(hip, pedal, side);
    put('bottom', [side * 0.09, hip[1], hip[2]], knee, 0.095, 0.068);
    put('bottom', knee, pedal, 0.068, 0.055);
    put(
      'shoes',
      [pedal[0], pedal[1] - 0.05, pedal[2] - 0.04],
      [pedal[0], pedal[1] + 0.15, pedal[2] - 0.05],
      0.045,
    );
    const shoulder: P = [side * 0.2, 0.1, 1.42];
    const elbow: P = [side * 0.27, 0.16, 1.16];
    put('top', shoulder, elbow, 0.07, 0.055);
    put('top', elbow, grip(side), 0.055, 0.045);
    put('skin', grip(side), grip(side), 0.045);
    put('top', [side * 0.06, hip[1] + 0.02, hip[2] + 0.05], [side * 0.09, 0.08, 1.42], 0.13, 0.14);
  }
  put('bottom', [-0.05, hip[1], hip[2]], [0.05, hip[1], hip[2]], 0.13);
  put('top', [-0.15, 0.1, 1.43], [0.15, 0.1, 1.43], 0.085);
  put('skin', [0, 0.13, 1.46], [0, 0.17, 1.56], 0.055);
  put('skin', [0, 0.2, 1.62], [0, 0.2, 1.66], 0.085, 0.09);
  put('hair', [0, 0.13, 1.66], [0, 0.15, 1.68], 0.098);
  return parts;
}

/** Where the knee is when thigh and shin reach from the hip to the pedal: ahead of the line between them. */
function kneeOf(from: P, to: P, side: number): P {
  const dy = to[1] - from[1];
  const dz = to[2] - from[2];
  const reach = Math.min(Math.hypot(dy, dz), thighM + shinM - 0.01);
  const along = (thighM ** 2 - shinM ** 2 + reach ** 2) / (2 * reach);
  const out = Math.sqrt(Math.max(0, thighM ** 2 - along ** 2));
  const [uy, uz] = [dy / reach, dz / reach];
  return [side * 0.1, from[1] + uy * along - uz * out, from[2] + uz * along + uy * out];
}
