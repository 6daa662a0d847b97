import type { CalibrationPoint } from '../core/camera.ts';
import type { Detection } from '../core/detection.ts';
import type { Measure } from '../core/measure/measure.ts';
import type { SituationChange } from '../core/situation/watch.ts';
import type { TrackedBox } from '../core/track/tracked-box.ts';
import type { Zone } from '../core/zone.ts';

/** One analysed frame of a film, as the pipeline saw it: everything but its pixels. */
export type OfflineFrame = {
  /** 0-based index of the decoded frame in the film (not of the analysed frame). */
  readonly index: number;
  /** Media time, ms; the film's first frame is 0. */
  readonly atMs: number;
  /** Size of the decoded frame, the unit of `detections` and `tracks`. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** At and above the model's shipped threshold for each category, after suppression: what the product calls "seen". */
  readonly detections: readonly Detection[];
  readonly tracks: readonly TrackedBox[];
  /** What is hidden in the masked stream at this moment. Valid during `onFrame` only. */
  readonly mask: MaskRaster;
  /** Measures whose window ended with this frame; often empty (1 Hz). */
  readonly measures: readonly Measure[];
  /** Situations that began, changed or ended with this frame; `atMs`-like fields in media time. */
  readonly situations: readonly SituationChange[];
};

/** One byte a cell, row by row: 0 clear, anything else hidden. Any grid: cells are spread evenly over the picture. */
export type MaskRaster = { readonly widthPx: number; readonly heightPx: number; readonly bits: Uint8Array };

export type OfflineRequest = {
  readonly path: string;
  readonly zones: readonly Zone[];
  /** Empty: not calibrated. Throws with a clear message when the points are refused. */
  readonly calibration: readonly CalibrationPoint[];
  /** Folder or manifest of the model; null: the default detector. */
  readonly model: string | null;
  /** Analysed frames per second; null: every frame. */
  readonly analysisFps: number | null;
  /**
   * Play it otherwise than it says: backwards (the frame's `index` then counts down; media time still runs from 0), or with
   * so many frames a second of media time, where the container does not know the true rate.
   */
  readonly replay?: { readonly isReversed: boolean; readonly fps: number | null };
  /** Called once for each analysed frame, in order, awaited before the next. */
  readonly onFrame: (frame: OfflineFrame) => void | Promise<void>;
};

export type OfflineSummary = {
  readonly framesDecoded: number;
  readonly framesAnalysed: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Media time of the last frame plus one interval, ms. */
  readonly durationMs: number;
  readonly modelName: string;
};

/** What `src/ingest/offline.ts` exports: the real decode, detect, track, measure, situation and mask steps over a file, as fast as they go. */
export type AnalyseFile = (request: OfflineRequest) => Promise<OfflineSummary>;
