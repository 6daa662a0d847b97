/**
 * A pinhole camera that looks down at people on a plane: the raster of what they cover, and the boxes a detector would find
 * of them. No film is made: what is measured is the geometry of hiding, not the detector's eye.
 */
import type { Calibration } from '../../src/core/camera.ts';
import type { Foreground } from '../../src/core/foreground.ts';
import type { Box, Point } from '../../src/core/geometry.ts';
import { calibrate } from '../../src/core/ground.ts';
import { normal, type Random } from './random.ts';

export type Pose = {
  /** Of the lens above the ground, m. */
  readonly heightM: number;
  /** How far the axis points below the horizon. */
  readonly depressionDeg: number;
};

export type Body = Point & { readonly id: number; readonly heightM: number; readonly isFaint: boolean };

export type Found = { readonly id: number; readonly box: Box; readonly visibleShare: number };

export const picture = { widthPx: 640, heightPx: 360 };
/** 80 degrees wide: a square with something around it. */
const focalPx = 381;
/** Fine raster in which bodies hide each other, and the coarser one of the foreground, as the ingest's. */
const fine = { columns: 320, rows: 180 };
export const raster = { columns: 160, rows: 90 };
const bodyM = { width: 0.5, depth: 0.3 };

/** Ground metres; the axis meets the ground at the origin, y points away from the camera. */
export function projector({ heightM, depressionDeg }: Pose) {
  const sin = Math.sin((depressionDeg * Math.PI) / 180);
  const cos = Math.cos((depressionDeg * Math.PI) / 180);
  const backM = (heightM * cos) / sin;
  return (at: Point, z = 0): Point & { readonly depthM: number; readonly pxPerM: number } => {
    const y = at.y + backM;
    const depthM = y * cos + (heightM - z) * sin;
    const down = (heightM - z) * cos - y * sin;
    return {
      x: picture.widthPx / 2 + (focalPx * at.x) / depthM,
      y: picture.heightPx / 2 + (focalPx * down) / depthM,
      depthM,
      pxPerM: focalPx / depthM,
    };
  };
}

/** As a surveyor would: twelve points around the origin. */
export function calibrationFrom(pose: Pose, halfM: number): Calibration {
  const project = projector(pose);
  const points = [-1, 0, 1].flatMap((i) =>
    [-1, -0.3, 0.4, 1].map((j) => {
      const ground = { x: i * halfM, y: j * halfM };
      const at = project(ground);
      return { image: { x: at.x / picture.widthPx, y: at.y / picture.heightPx }, ground };
    }),
  );
  const result = calibrate(points);
  if (!result.ok) throw new Error(result.message);
  return result.calibration;
}

/** One body in the picture: an upright oval from the foot to the top of the head. */
function outline(project: ReturnType<typeof projector>, body: Body, pose: Pose): Box & { depthM: number } {
  const foot = project(body);
  const head = project(body, body.heightM);
  const half = (bodyM.depth / 2) * Math.sin((pose.depressionDeg * Math.PI) / 180);
  const bottom = foot.y + half * foot.pxPerM;
  const top = head.y - half * head.pxPerM;
  const w = bodyM.width * (foot.pxPerM + head.pxPerM) * 0.5;
  return { x: (foot.x + head.x) / 2 - w / 2, y: top, w, h: bottom - top, depthM: foot.depthM };
}

/**
 * What the camera sees of these people.
 * @param random noise of the raster: an eighth of what is covered is missed, one cell in 200 is false.
 */
export function look(pose: Pose, people: readonly Body[], random: Random) {
  const project = projector(pose);
  const scale = fine.columns / picture.widthPx;
  const owner = new Int32Array(fine.columns * fine.rows).fill(-1);
  const whole = new Int32Array(people.length);
  const far = people
    .map((body, i) => ({ i, body, box: outline(project, body, pose) }))
    .filter(({ box }) => box.depthM > 0.5)
    .sort((a, b) => b.box.depthM - a.box.depthM);
  for (const { i, box } of far) {
    const left = Math.max(Math.ceil(box.x * scale - 0.5), 0);
    const right = Math.min(Math.floor((box.x + box.w) * scale - 0.5), fine.columns - 1);
    const top = Math.max(Math.ceil(box.y * scale - 0.5), 0);
    const bottom = Math.min(Math.floor((box.y + box.h) * scale - 0.5), fine.rows - 1);
    for (let r = top; r <= bottom; r++) {
      const dy = ((r + 0.5) / scale - box.y) / (box.h / 2) - 1;
      for (let c = left; c <= right; c++) {
        const dx = ((c + 0.5) / scale - box.x) / (box.w / 2) - 1;
        if (Math.abs(dx) ** 2.5 + Math.abs(dy) ** 2.5 > 1) continue;
        owner[r * fine.columns + c] = i;
        whole[i]!++;
      }
    }
  }
  const visible = new Int32Array(people.length);
  for (const i of owner) if (i >= 0) visible[i]!++;
  return {
    foreground: coarse(owner, people, random),
    seen: far
      .filter(({ i }) => whole[i]! > 0)
      .map(({ i, body, box }) => ({ body, box, visibleShare: visible[i]! / whole[i]! })),
  };
}

function coarse(owner: Int32Array, people: readonly Body[], random: Random): Foreground {
  const { columns, rows } = raster;
  const cells = new Uint8Array(columns * rows);
  const k = fine.columns / columns;
  let on = 0;
  for (let i = 0; i < cells.length; i++) {
    let covered = 0;
    let faint = 0;
    for (let j = 0; j < k * k; j++) {
      const r = Math.floor(i / columns) * k + Math.floor(j / k);
      const person = owner[r * fine.columns + (i % columns) * k + (j % k)]!;
      if (person < 0) continue;
      covered++;
      if (people[person]!.isFaint) faint++;
    }
    const missed = faint > covered / 2 ? 0.5 : 0.08;
    const isOn = covered * 2 >= k * k ? random() >= missed : random() < 0.005;
    if (isOn) {
      cells[i] = 1;
      on++;
    }
  }
  // The ingest's own rule: so much of the picture at once may as well be the light.
  return { columns, rows, cells, isUnsure: on > 0.6 * cells.length };
}

/** How often a detector finds somebody of whom this share is visible; steady for two seconds at a time. */
export function recallOf(visibleShare: number): number {
  return 0.95 * Math.min(Math.max((visibleShare - 0.2) / 0.5, 0), 1);
}

/** Where a detector would put the foot: 0.25 m of error in each direction. */
export function jittered(body: Body, random: Random): Body {
  return { ...body, x: body.x + 0.25 * normal(random), y: body.y + 0.25 * normal(random) };
}

export function boxOf(pose: Pose, body: Body): Box {
  const { y, w, h } = outline(projector(pose), body, pose);
  // The foot, the middle of the lower edge, is where the body touches the ground.
  const foot = projector(pose)(body);
  return { x: foot.x - w / 2, y, w, h: Math.min(foot.y - y, h) };
}
