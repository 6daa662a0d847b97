/** Decides what of a frame is hidden, from everything known about this very frame. Unsure means all of it. */
import type { Calibration } from '../core/camera.ts';
import type { Detection } from '../core/detection.ts';
import type { Box } from '../core/geometry.ts';
import type { TrackedBox } from '../core/track/tracked-box.ts';
import { movingBlockPx, personBlockPx, vehicleBlockPx, vehiclePxPerM, wholeBlockPx } from './mask-block.ts';
import { type MaskCells, markBox, maskCells, maskedShare } from './mask-cells.ts';
import { growCoasting, growPerson, growVehicle, scaleBox, shrinkVehicle } from './mask-grow.ts';
import type { MaskHold } from './mask-hold.ts';
import { pxPerMAt } from './mask-size.ts';
import type { Motion } from './motion.ts';

type Size = { readonly widthPx: number; readonly heightPx: number };

/** Why nothing of a frame is shown. */
export type WholeReason =
  /** No detection result belongs to this frame: the detector is late, dead or failed, or none came yet. */
  | 'not-detected'
  /** Light or view changed everywhere, the camera shakes, or the motion model is too young. */
  | 'unsure-motion'
  /** The camera does not look where it used to. */
  | 'moved';

export type MaskInput = {
  /** Size of the masked picture. */
  readonly size: Size;
  /** Size of the analysed picture: the unit of every box here. */
  readonly source: Size;
  /** Everything the detector said of this frame, weak ones too; null when it said nothing. */
  readonly detections: readonly Detection[] | null;
  readonly tracks: readonly TrackedBox[];
  readonly people: MaskHold;
  readonly vehicles: MaskHold;
  readonly motion: Motion;
  readonly isMoved: boolean;
  readonly calibration: Calibration | null;
  /** A vehicle must be at least this sure to keep its own motion unmasked. */
  readonly vehicleScore: number;
};

export type MaskPlan = {
  readonly cells: MaskCells;
  /** Null: only parts are hidden. */
  readonly whyWhole: WholeReason | null;
  /** Share of the picture that is hidden, 0..1. */
  readonly hiddenShare: number;
  /** Share of the picture that is hidden only because it moves: what the detector did not account for. 0 when all is hidden. */
  readonly motionOnlyShare: number;
};

export function planMask(input: MaskInput): MaskPlan {
  const whyWhole = whyWholeOf(input);
  const cells = maskCells(input.size);
  if (whyWhole !== null) {
    cells.blockPx.fill(wholeBlockPx(input.size));
    return { cells, whyWhole, hiddenShare: 1, motionOnlyShare: 0 };
  }
  hidePeople(cells, input);
  hideVehicles(cells, input);
  const detectedShare = maskedShare(cells);
  hideMotion(cells, input.motion, knownVehicles(input));
  const hiddenShare = maskedShare(cells);
  return { cells, whyWhole, hiddenShare, motionOnlyShare: hiddenShare - detectedShare };
}

function whyWholeOf(input: MaskInput): WholeReason | null {
  if (input.detections === null) return 'not-detected';
  if (input.motion.isUnsure) return 'unsure-motion';
  return input.isMoved ? 'moved' : null;
}

function hidePeople(cells: MaskCells, input: MaskInput): void {
  const hide = (box: Box) => {
    const scaled = scaleBox(box, input.source, input.size);
    markBox(cells, growPerson(scaled), personBlockPx(scaled));
  };
  for (const detection of input.detections ?? []) if (detection.category !== 'vehicle') hide(detection.box);
  for (const track of input.tracks) if (track.category !== 'vehicle') hide(growCoasting(track));
  for (const { box } of [...input.people.byTrack.values(), ...input.people.loose]) hide(box);
}

/** Near vehicles, whose plate could be read. */
function hideVehicles(cells: MaskCells, input: MaskInput): void {
  const { calibration, size } = input;
  const hide = (box: Box) => {
    const scaled = scaleBox(box, input.source, size);
    const pxPerM =
      (calibration === null ? null : calibratedPxPerM(scaled, size, calibration)) ??
      vehiclePxPerM(scaled, size);
    const block = vehicleBlockPx(pxPerM);
    if (block !== null) markBox(cells, growVehicle(scaled), block);
  };
  for (const detection of input.detections ?? []) if (detection.category === 'vehicle') hide(detection.box);
  for (const track of input.tracks) if (track.category === 'vehicle') hide(track.box);
  for (const { box } of [...input.vehicles.byTrack.values(), ...input.vehicles.loose]) hide(box);
}

/** At the lower edge of the box, where the vehicle stands and its plate is nearest. */
function calibratedPxPerM(box: Box, size: Size, calibration: Calibration): number | null {
  const at = {
    x: (box.x + box.w / 2) / size.widthPx,
    y: Math.min(1, (box.y + box.h) / size.heightPx),
  };
  return pxPerMAt(at, size.widthPx, calibration.groundFromImage);
}

/**
 * Where motion is explained by a vehicle: surely detected in this frame and not upright like a person. Cut a little, so
 * that a person beside it is not taken for part of it.
 */
function knownVehicles(input: MaskInput): readonly Box[] {
  return (input.detections ?? [])
    .filter(
      ({ category, score, box }) =>
        category === 'vehicle' && score >= input.vehicleScore && box.w >= 0.8 * box.h,
    )
    .map(({ box }) => shrinkVehicle(scaleBox(box, input.source, input.size)));
}

function hideMotion(cells: MaskCells, motion: Motion, vehicles: readonly Box[]): void {
  const { moving, grid } = motion;
  const { cellPx, columns, rows } = grid;
  const isExplained = (column: number, row: number) => {
    const x = (column + 0.5) * cellPx;
    const y = (row + 0.5) * cellPx;
    return vehicles.some((v) => x >= v.x && x < v.x + v.w && y >= v.y && y < v.y + v.h);
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const height = moving[row * columns + column]!;
      if (height === 0 || isExplained(column, row)) continue;
      const cell = { x: column * cellPx, y: row * cellPx, w: cellPx, h: cellPx };
      markBox(cells, cell, movingBlockPx(height * cellPx));
    }
  }
}
