/**
 * How a box moves: SORT's constant-velocity Kalman filter on centre (u, v), area s and aspect ratio r
 * (Bewley et al. 2016, doi:10.1109/ICIP.2016.7533003). With diagonal noise the 7-state filter falls apart
 * into independent filters of one or two states, which is what is kept here: the same numbers, without matrices.
 *
 * Time is counted in steps, the stream's usual frame interval, so the noise figures are per step and a late
 * frame is simply more than one step. Noise is in proportion to the box: a near person's box jitters by more pixels.
 */
import type { Box } from '../geometry.ts';

/** One coordinate with its speed per step and their covariance. */
type Axis = { at: number; speed: number; vAt: number; vCross: number; vSpeed: number };

export type BoxMotion = { u: Axis; v: Axis; s: Axis; r: { at: number; vAt: number } };

// Variances as shares of the box's size (sides for u and v, area for s), squared.
// The values are tuned on MOT15 (test/reference/mot15.test.ts prints the scores); half or twice as much changes little.
const measured = { place: 0.04 ** 2, area: 0.1 ** 2, ratio: 0.1 ** 2 };
const drift = {
  place: 0.01 ** 2,
  placeSpeed: 0.0045 ** 2,
  area: 0.06 ** 2,
  areaSpeed: 0.0003 ** 2,
  ratio: 0.02 ** 2,
};
const unknownSpeed = { place: 0.5 ** 2, area: 0.2 ** 2 };

export function startMotion(box: Box): BoxMotion {
  const s = area(box);
  const unit = side(s);
  return {
    u: axis(box.x + box.w / 2, measured.place * unit * unit, unknownSpeed.place * unit * unit),
    v: axis(box.y + box.h / 2, measured.place * unit * unit, unknownSpeed.place * unit * unit),
    s: axis(s, measured.area * s * s, unknownSpeed.area * s * s),
    r: { at: ratio(box), vAt: measured.ratio },
  };
}

/** Moves the state `steps` on, in place. */
export function predictMotion(motion: BoxMotion, steps: number): void {
  const s = Math.max(motion.s.at, 1);
  const unit2 = s;
  advance(motion.u, steps, drift.place * unit2, drift.placeSpeed * unit2);
  advance(motion.v, steps, drift.place * unit2, drift.placeSpeed * unit2);
  // A box never shrinks to nothing: shrinking stops instead.
  if (motion.s.at + motion.s.speed * steps < s * 0.2) motion.s.speed = 0;
  advance(motion.s, steps, drift.area * s * s, drift.areaSpeed * s * s);
  motion.r.vAt += drift.ratio * steps;
}

/** Takes a measured box in, in place. */
export function correctMotion(motion: BoxMotion, box: Box): void {
  const s = area(box);
  correct(motion.u, box.x + box.w / 2, measured.place * s);
  correct(motion.v, box.y + box.h / 2, measured.place * s);
  correct(motion.s, s, measured.area * s * s);
  const gain = motion.r.vAt / (motion.r.vAt + measured.ratio);
  motion.r.at += gain * (ratio(box) - motion.r.at);
  motion.r.vAt *= 1 - gain;
}

export function boxOfMotion(motion: BoxMotion): Box {
  const s = Math.max(motion.s.at, 1);
  const w = Math.sqrt(s * Math.max(motion.r.at, 0.05));
  const h = s / w;
  return { x: motion.u.at - w / 2, y: motion.v.at - h / 2, w, h };
}

function axis(at: number, vAt: number, vSpeed: number): Axis {
  return { at, speed: 0, vAt, vCross: 0, vSpeed };
}

function advance(axis: Axis, steps: number, driftAt: number, driftSpeed: number): void {
  axis.at += axis.speed * steps;
  axis.vAt += 2 * steps * axis.vCross + steps * steps * axis.vSpeed + driftAt * steps;
  axis.vCross += steps * axis.vSpeed;
  axis.vSpeed += driftSpeed * steps;
}

function correct(axis: Axis, measuredAt: number, noise: number): void {
  const total = axis.vAt + noise;
  const gainAt = axis.vAt / total;
  const gainSpeed = axis.vCross / total;
  const surprise = measuredAt - axis.at;
  axis.at += gainAt * surprise;
  axis.speed += gainSpeed * surprise;
  axis.vSpeed -= gainSpeed * axis.vCross;
  axis.vCross *= 1 - gainAt;
  axis.vAt *= 1 - gainAt;
}

function area(box: Box): number {
  return Math.max(box.w * box.h, 1);
}

function ratio(box: Box): number {
  return box.w / Math.max(box.h, 1e-6);
}

function side(areaPx2: number): number {
  return Math.sqrt(areaPx2);
}
