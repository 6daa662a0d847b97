/** The pose of a figure: where its limbs are in the walking cycle. Metres; x right, y ahead, z up. */
import type { FigureLook, Material, Stance } from './figure-look.ts';

type P = readonly [number, number, number];
export type Part = {
  readonly from: P;
  readonly to: P;
  readonly fromRadius: number;
  readonly toRadius: number;
  readonly material: Material;
  /** The part that carries a shirt front or a planted pattern. */
  readonly chest?: 'open' | 'closed';
};

const thighM = 0.43;
const shinM = 0.42;
const hipM = 0.93;
const upperArmM = 0.29;
const foreArmM = 0.26;

/** All capsules of a figure 1.75 m tall, feet on z = 0. */
export function bodyParts(build: FigureLook['build'], stance: Stance, stride: number): readonly Part[] {
  const parts: Part[] = [];
  const put = (
    material: Material,
    from: P,
    to: P,
    fromRadius: number,
    toRadius: number,
    chest?: 'open' | 'closed',
  ) => parts.push({ material, from, to, fromRadius, toRadius, ...(chest ? { chest } : {}) });
  const walks = stance === 'walking';
  const swing = walks ? 0.46 : 0;
  const legs = ([-1, 1] as const).map((side) => {
    const phase = stride + (side < 0 ? 0 : Math.PI);
    const hipAngle = walks ? swing * Math.sin(phase) : side * 0.15;
    const knee = walks ? 0.1 + 0.75 * Math.max(0, Math.cos(phase)) ** 1.3 : 0.03;
    const hip: P = [side * 0.085, 0, hipM];
    const kneeAt: P = [side * 0.095, thighM * Math.sin(hipAngle), hipM - thighM * Math.cos(hipAngle)];
    const shinAngle = hipAngle - knee;
    const ankle: P = [
      side * 0.1,
      kneeAt[1] + shinM * Math.sin(shinAngle),
      kneeAt[2] - shinM * Math.cos(shinAngle),
    ];
    return { side, hip, kneeAt, ankle, lift: shinAngle };
  });
  // The lower foot stands on the ground.
  const drop = Math.min(...legs.map((leg) => leg.ankle[2])) - 0.07;
  const down = (p: P): P => [p[0], p[1], p[2] - drop];
  for (const { hip, kneeAt, ankle, lift } of legs) {
    put('bottom', down(hip), down(kneeAt), 0.095, 0.068);
    put('bottom', down(kneeAt), down(ankle), 0.068, 0.055);
    const toe: P = [
      ankle[0],
      ankle[1] + 0.17 * Math.cos(lift * 0.6),
      ankle[2] - 0.02 + 0.1 * Math.sin(lift * 0.6),
    ];
    put(
      'shoes',
      down([ankle[0], ankle[1] - 0.04, ankle[2] - 0.025]),
      down([toe[0], toe[1], Math.max(toe[2], drop + 0.035)]),
      0.05,
      0.04,
    );
  }
  const pelvis = hipM - drop;
  const shoulder = pelvis + 0.5;
  put('bottom', [-0.05, 0, pelvis + 0.02], [0.05, 0, pelvis + 0.02], 0.125, 0.125);
  if (build === 2) {
    put('top', [0, 0, pelvis + 0.1], [0, 0.01, pelvis - 0.34], 0.16, 0.185);
  }
  // The trunk: two overlapping columns make it wider than deep.
  for (const side of [-1, 1] as const) {
    put('top', [side * 0.045, 0, pelvis + 0.08], [side * 0.075, 0, shoulder - 0.07], 0.125, 0.135);
  }
  put(
    'top',
    [0, 0.015, pelvis + 0.1],
    [0, 0.02, shoulder - 0.04],
    0.145,
    0.15,
    build === 0 || build === 2 ? 'open' : 'closed',
  );
  put('top', [-0.15, 0, shoulder - 0.02], [0.15, 0, shoulder - 0.02], 0.085, 0.085);
  for (const side of [-1, 1] as const) {
    const phase = stride + (side < 0 ? Math.PI : 0);
    const angle = walks ? 0.5 * Math.sin(phase) : 0.02;
    const from: P = [side * 0.205, 0, shoulder - 0.03];
    const isUp = stance === 'phone' && side > 0;
    const elbow: P = isUp
      ? [side * 0.23, 0.06, from[2] - upperArmM]
      : [side * 0.265, upperArmM * Math.sin(angle), from[2] - upperArmM * Math.cos(angle)];
    const fore = angle + (walks ? 0.35 + 0.2 * Math.sin(phase) : 0.15);
    const hand: P = isUp
      ? [side * 0.1, 0.28, elbow[2] + 0.14]
      : [side * 0.28, elbow[1] + foreArmM * Math.sin(fore), elbow[2] - foreArmM * Math.cos(fore)];
    put('top', from, elbow, 0.07, 0.055);
    put('top', elbow, hand, 0.055, 0.045);
    put('skin', hand, [hand[0], hand[1] + 0.02, hand[2] - (isUp ? -0.05 : 0.07)], 0.042, 0.038);
    if (isUp)
      put(
        'bag',
        [hand[0], hand[1] + 0.03, hand[2] + 0.03],
        [hand[0], hand[1] + 0.03, hand[2] + 0.1],
        0.03,
        0.03,
      );
  }
  const chin = shoulder + 0.13;
  put('skin', [0, 0.01, shoulder], [0, 0.015, chin], 0.055, 0.055);
  put('skin', [0, 0.03, chin + 0.05], [0, 0.025, chin + 0.12], 0.075, 0.092);
  put('hair', [0, -0.045, chin + 0.12], [0, -0.02, chin + 0.145], 0.098, 0.098);
  if (build === 3 || build === 4)
    put('hair', [0, -0.06, chin + 0.1], [0, -0.075, shoulder + 0.02], 0.088, 0.07);
  if (build === 1) put('bag', [0, -0.2, pelvis + 0.16], [0, -0.19, shoulder - 0.06], 0.15, 0.13);
  if (build === 4) put('bag', [0.29, -0.02, pelvis + 0.08], [0.29, 0.02, pelvis - 0.06], 0.075, 0.1);
  return parts;
}
