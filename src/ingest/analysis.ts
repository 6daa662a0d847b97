/**
 * One camera's way from a clear picture to a masked one: motion, detections, tracks, mask. The same for a live camera
 * and for a film that is evaluated. The clear pixels are gone when `take` returns, but for the
 * brightness of the last picture where a crowd is too dense for boxes: that goes with the next.
 */

import type { IngestCamera } from '../contract/ingest.ts';
import type { Camera } from '../core/camera.ts';
import type { CameraSignal } from '../core/camera-signal.ts';
import type { CrowdedCells } from '../core/crowded-cells.ts';
import type { Detection } from '../core/detection.ts';
import type { FlowAsk, FlowField } from '../core/flow-field.ts';
import type { Foreground } from '../core/foreground.ts';
import type { Frame } from '../core/frame.ts';
import { type Box, iou } from '../core/geometry.ts';
import type { StillRegion } from '../core/still-region.ts';
import type { TrackedBox } from '../core/track/tracked-box.ts';
import { advanceTracks, createTracker, type TrackerState } from '../core/track/tracker.ts';
import type { CameraDetector } from './camera-detector.ts';
import { needsDetection } from './detection-gate.ts';
import type { DetectionResult, DetectionWait } from './detection-wait.ts';
import {
  advanceDisturbance,
  createDisturbance,
  type Disturbance,
  type DisturbanceState,
} from './disturbance.ts';
import { type MaskedPicture, maskPicture } from './mask.ts';
import { scaleBox } from './mask-grow.ts';
import { advanceHold, type MaskHold, noHold } from './mask-hold.ts';
import { type MaskPlan, planMask } from './mask-plan.ts';
import { maskedSize } from './mask-size.ts';
import { advanceMotion, createMotion, type MotionModel, markAnalysed } from './motion.ts';
import type { Picture, Yuv420 } from './picture.ts';
import { createSignal, readSignal, type SignalState } from './signal.ts';
import { viewPlace } from './signal-view.ts';
import type { StageClock, StageName } from './stage-clock.ts';
import { advanceStill, forgetStill } from './still-regions.ts';
import { createStill, type StillState } from './still-state.ts';
import { advanceFlow, createFlow, forgetFlow, type TextureFlow } from './texture-flow.ts';

export type AnalysedPicture = {
  readonly frame: Frame;
  /** What the detector said of this picture, or of one that has not changed since; null: nothing is known. */
  readonly detections: readonly Detection[] | null;
  /** The answer for this very picture; null when it was not asked. */
  readonly answer: DetectionResult | null;
  readonly tracks: readonly TrackedBox[];
  /** What looks a little like a person, too little to be followed, pixels of the picture. */
  readonly doubtful: readonly Box[];
  /** What differs from the empty place; its cells are valid until the next picture. */
  readonly foreground: Foreground;
  /** What was set down or taken away and stays so. */
  readonly still: readonly StillRegion[];
  /** How texture has moved since the picture before, where that was asked. */
  readonly flow: readonly FlowField[];
  readonly plan: MaskPlan;
  readonly masked: MaskedPicture;
  /** About once a second; null in between. */
  readonly signal: CameraSignal | null;
};

export type AnalysisOptions = {
  readonly camera: Camera & Pick<IngestCamera, 'lookedAtMs'>;
  readonly wait: DetectionWait;
  readonly countScore: CameraDetector['countScore'];
  readonly stages: StageClock;
  /** Share of the due pictures that were dropped in the last 10 s. */
  readonly droppedShare: () => number;
  /** How far the clocks of stream and machine moved in the last minute, ms; null where only one is known. */
  readonly clockErrorMs: () => number | null;
  /** Monotonic, ms. */
  readonly tickMs: () => number;
};

type Size = { readonly widthPx: number; readonly heightPx: number };

const signalIntervalMs = 900;

/**
 * Weaker detections are masked in their own frame but not held after it: on PETS S2L1 nine in ten of them are nothing,
 * and holding them hid 5 % more of the picture without covering one more labelled box.
 */
const looseScore = 0.2;

/** A weak detection that overlaps a followed thing by more than this is that thing again. */
const besideIou = 0.3;

/** What was seen this short ago is no still region, ms. */
const coverMs = 1_000;

/** Everything that holds only while the picture keeps its size. */
type View = {
  readonly source: Size;
  readonly size: Size;
  readonly motion: MotionModel;
  readonly disturbance: DisturbanceState;
  readonly still: StillState;
  readonly signal: SignalState;
  readonly flow: TextureFlow;
};

export class Analysis {
  readonly #options: AnalysisOptions;
  #camera: Camera & Pick<IngestCamera, 'lookedAtMs'>;
  #view: View | null = null;
  #runId: string | null = null;
  #tracker: TrackerState;
  #tracks: readonly TrackedBox[] = [];
  #people: MaskHold = noHold;
  #vehicles: MaskHold = noHold;
  #lastDetections: readonly Detection[] | null = null;
  #detectedAtMs: number | null = null;
  #changedShare = 0;
  #signalAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: AnalysisOptions) {
    this.#options = options;
    this.#camera = options.camera;
    this.#tracker = this.#newTracker(null);
  }

  /** New zones, calibration or mask policy. Who looked at the place anew, changed or not, confirms a new reference view. */
  setCamera(camera: Camera & Pick<IngestCamera, 'lookedAtMs'>): void {
    const isLookedAtAnew =
      JSON.stringify([camera.calibration, camera.zones]) !==
        JSON.stringify([this.#camera.calibration, this.#camera.zones]) ||
      (camera.lookedAtMs ?? null) !== (this.#camera.lookedAtMs ?? null);
    this.#camera = camera;
    if (this.#view === null) return;
    const size = maskedSize(this.#view.source, camera.maskPolicy, camera.calibration);
    if (!isSameSize(size, this.#view.size)) this.#view = null;
    else if (isLookedAtAnew) this.#view = { ...this.#view, signal: createSignal(this.#view.motion.grid) };
  }

  /**
   * The caller frees the picture, once `wait.settled`. @throws Error for bugs and broken pictures only.
   * @param crowded where the scene of the picture before has a crowd that boxes no longer count.
   * @param asks where that scene wants to know how texture moves.
   */
  async take(
    picture: Picture,
    crowded: readonly CrowdedCells[] = [],
    asks: readonly FlowAsk[] = [],
  ): Promise<AnalysedPicture> {
    const { wait } = this.#options;
    if (picture.runId !== this.#runId) this.#beginRun(picture);
    const view = this.#viewOf(picture);
    const clear = picture.toYuv420(view.size);
    const open = this.#tracks.map((track) => scaleBox(track.box, view.source, view.size));
    const startedMs = this.#options.tickMs();
    const motion = advanceMotion(view.motion, clear, picture.atMs, open, crowded);
    const flow = advanceFlow(view.flow, clear, picture.atMs, asks);
    const motionMs = this.#options.tickMs() - startedMs;
    this.#changedShare = Math.max(this.#changedShare, motion.changedShare);
    const disturbance = advanceDisturbance(view.disturbance, view.motion, picture.atMs);
    const signal = this.#readSignal(view, clear, picture.atMs, disturbance);

    let answer: DetectionResult | null = null;
    if (
      needsDetection({
        atMs: picture.atMs,
        detectedAtMs: this.#detectedAtMs,
        isChanged: motion.isChangedSinceAnalysed,
        isUnsure: motion.isUnsure,
        tracks: this.#tracks,
      })
    ) {
      const askedMs = this.#options.tickMs();
      answer = await wait.ask(picture);
      this.#took('detect', askedMs);
      this.#remember(answer, view, picture.atMs);
    }
    const detections = this.#lastDetections;
    if (detections !== null) this.#track(detections, picture.atMs);
    const place = viewPlace(view.signal.view, picture.atMs);
    const isUnsure = motion.isUnsure || place === 'moving';
    const maskedMs = this.#options.tickMs();
    const still = this.#stillRegions(view, picture.atMs, isUnsure || detections === null, place === 'moving');
    const plan = planMask({
      size: view.size,
      source: view.source,
      detections,
      tracks: this.#tracks,
      people: this.#people,
      vehicles: this.#vehicles,
      motion,
      isMoved: place === 'moving',
      calibration: place === 'reference' ? this.#camera.calibration : null,
      vehicleScore: this.#options.countScore.vehicle,
    });
    const masked = maskPicture(clear, plan.cells);
    this.#took('mask', maskedMs - motionMs);
    const { runId, index, atMs, widthPx, heightPx } = picture;
    const frame = { cameraId: this.#camera.id, runId, index, atMs, widthPx, heightPx };
    const { columns, rows } = motion.grid;
    const foreground = { columns, rows, cells: view.motion.foreground, isUnsure };
    const doubtful = detections === null ? [] : this.#doubtfulPeople(detections);
    return {
      frame,
      detections,
      answer,
      tracks: this.#tracks,
      doubtful,
      foreground,
      still,
      flow,
      plan,
      masked,
      signal,
    };
  }

  /** Tracks do not cross runs; the look of the place does, while the size stays. */
  #beginRun(picture: Picture): void {
    const { runId } = picture;
    this.#runId = runId;
    if (this.#view !== null) forgetFlow(this.#view.flow);
    this.#tracker = this.#newTracker(picture);
    this.#tracks = [];
    this.#people = noHold;
    this.#vehicles = noHold;
    this.#lastDetections = null;
    this.#detectedAtMs = null;
  }

  #newTracker(source: Size | null): TrackerState {
    // The size only: the tracker outlives the picture, whose pixels it must not hold.
    const picture = source === null ? null : { widthPx: source.widthPx, heightPx: source.heightPx };
    return createTracker({ strongScore: this.#options.countScore, picture });
  }

  #viewOf(source: Size): View {
    if (this.#view !== null && isSameSize(this.#view.source, source)) return this.#view;
    const size = maskedSize(source, this.#camera.maskPolicy, this.#camera.calibration);
    const motion = createMotion(size);
    this.#view = {
      source: { widthPx: source.widthPx, heightPx: source.heightPx },
      size,
      motion,
      disturbance: createDisturbance(motion),
      still: createStill(motion, source),
      signal: createSignal(motion.grid),
      flow: createFlow(),
    };
    return this.#view;
  }

  #readSignal(view: View, clear: Yuv420, atMs: number, disturbance: Disturbance): CameraSignal | null {
    if (atMs >= this.#signalAtMs && atMs - this.#signalAtMs < signalIntervalMs) return null;
    this.#signalAtMs = atMs;
    const changedShare = this.#changedShare;
    this.#changedShare = 0;
    return readSignal(view.signal, clear, view.motion.current, {
      atMs,
      changedShare,
      droppedShare: this.#options.droppedShare(),
      ...disturbance,
      clockErrorMs: this.#options.clockErrorMs(),
    });
  }

  #remember(answer: DetectionResult, view: View, atMs: number): void {
    if (answer.kind !== 'seen') {
      this.#lastDetections = null;
      this.#detectedAtMs = null;
      return;
    }
    this.#lastDetections = answer.detections;
    this.#detectedAtMs = atMs;
    markAnalysed(view.motion);
  }

  #track(detections: readonly Detection[], atMs: number): void {
    const startedMs = this.#options.tickMs();
    const advanced = advanceTracks(this.#tracker, detections, atMs);
    this.#took('track', startedMs);
    this.#tracker = advanced.state;
    this.#tracks = advanced.tracks;
    const seen = (wantsVehicles: boolean) => ({
      tracks: this.#tracks.filter(
        (track) => !track.isCoasting && (track.category === 'vehicle') === wantsVehicles,
      ),
      loose: detections
        .filter(({ category, score }) => (category === 'vehicle') === wantsVehicles && score >= looseScore)
        .map(({ box }) => box)
        .filter((box) => !this.#tracks.some((track) => !track.isCoasting && iou(track.box, box) > 0.5)),
    });
    this.#people = advanceHold(this.#people, seen(false), atMs);
    this.#vehicles = advanceHold(this.#vehicles, seen(true), atMs);
  }

  #doubtfulPeople(detections: readonly Detection[]): readonly Box[] {
    const seen = this.#tracks.filter((track) => !track.isCoasting);
    return detections
      .filter(({ category, score }) => category === 'person' && score >= looseScore)
      .filter(({ score }) => score < this.#options.countScore.person)
      .map(({ box }) => box)
      .filter((box) => !seen.some((track) => iou(track.box, box) > besideIou));
  }

  /** A thing that was seen a moment ago is there still: the detector blinks. */
  #stillRegions(view: View, atMs: number, isUnsure: boolean, isMoved: boolean): readonly StillRegion[] {
    if (isMoved) return forgetStill(view.still);
    const covers = this.#tracks.filter((track) => track.isConfirmed && atMs - track.lastSeenMs <= coverMs);
    return advanceStill(view.still, covers, { atMs, isUnsure });
  }

  #took(stage: StageName, sinceMs: number): void {
    const nowMs = this.#options.tickMs();
    this.#options.stages.add(stage, nowMs - sinceMs, nowMs);
  }
}

function isSameSize(a: Size, b: Size): boolean {
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx;
}
