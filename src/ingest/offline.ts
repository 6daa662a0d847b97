/** A film through the real pipeline, once and as fast as it goes: what `evaluate` measures is what the product does. */
import { homedir } from 'node:os';
import path from 'node:path';
import { type Calibration, type CalibrationPoint, type Camera, defaultMaskPolicy } from '../core/camera.ts';
import { calibrate } from '../core/ground.ts';
import { type AnalysedPicture, Analysis } from './analysis.ts';
import { CameraScene } from './camera-scene.ts';
import { createDetector, type Detector } from './detect.ts';
import { DetectionWait } from './detection-wait.ts';
import type { MaskCells } from './mask-cells.ts';
import { maskCellPx } from './mask-cells.ts';
import type {
  AnalyseFile,
  MaskRaster,
  OfflineFrame,
  OfflineRequest,
  OfflineSummary,
} from './offline-frame.ts';
import type { Picture } from './picture.ts';
import { replayed } from './replay.ts';
import { openSource } from './source.ts';
import { AnalysisPace } from './source-pace.ts';
import { StageClock } from './stage-clock.ts';

/**
 * @throws Error when the calibration is refused, SourceError for a film that cannot be read, ModelError for a model that
 *   cannot be used; each says what to do.
 */
export const analyseFile: AnalyseFile = async (request) => {
  const camera = cameraOf(request);
  const detector = await createDetector({
    manifestPath: request.model,
    cacheDirectory: path.join(homedir(), '.cache', 'lamplighter'),
  });
  try {
    return await analyse(request, camera, detector);
  } finally {
    await detector.close();
  }
};

async function analyse(request: OfflineRequest, camera: Camera, detector: Detector): Promise<OfflineSummary> {
  const wait = new DetectionWait((picture) => detector.detect(picture), Number.POSITIVE_INFINITY);
  const analysis = new Analysis({
    camera,
    wait,
    countScore: detector.countScore,
    stages: new StageClock(),
    droppedShare: () => 0,
    clockErrorMs: () => null,
    tickMs: () => performance.now(),
  });
  const scene = new CameraScene(camera);
  const pace = new AnalysisPace(request.analysisFps ?? Number.POSITIVE_INFINITY);
  const stop = new AbortController();
  const source = openSource({
    url: request.path,
    // Every frame, so that its index is the film's; which are analysed is decided here, in media time.
    analysisFps: Number.POSITIVE_INFINITY,
    isLooped: false,
    signal: stop.signal,
  });
  let lastMs = 0;
  let size = { widthPx: 0, heightPx: 0 };
  let framesDecoded = 0;
  let framesAnalysed = 0;
  try {
    for await (const { picture, index, atMs } of replayed(source, request.replay)) {
      try {
        lastMs = atMs;
        size = { widthPx: picture.widthPx, heightPx: picture.heightPx };
        framesDecoded++;
        if (!pace.isDue(lastMs)) continue;
        framesAnalysed++;
        const analysed = await analysis.take(inMediaTime(picture, lastMs), scene.crowded(), scene.flowAsks());
        await request.onFrame(frameOf(index, analysed, scene, detector.countScore));
      } finally {
        picture.free();
      }
    }
  } finally {
    stop.abort();
    await source.closed;
  }
  const intervalMs = framesDecoded > 1 ? lastMs / (framesDecoded - 1) : 0;
  return {
    framesDecoded,
    framesAnalysed,
    ...size,
    durationMs: lastMs + intervalMs,
    modelName: detector.name,
  };
}

function frameOf(
  index: number,
  analysed: AnalysedPicture,
  scene: CameraScene,
  countScore: Detector['countScore'],
): OfflineFrame {
  // A film waits for its detections: they are only missing when the detector fails.
  if (analysed.answer?.kind === 'failed') throw analysed.answer.error;
  const { measures, situations } = scene.advance(analysed);
  return {
    index,
    atMs: analysed.frame.atMs,
    widthPx: analysed.frame.widthPx,
    heightPx: analysed.frame.heightPx,
    detections: (analysed.detections ?? []).filter(({ category, score }) => score >= countScore[category]),
    tracks: analysed.tracks,
    mask: rasterOf(analysed.plan.cells),
    measures,
    situations,
  };
}

function inMediaTime(picture: Picture, atMs: number): Picture {
  return {
    ...picture,
    atMs,
    toRgb: (size) => picture.toRgb(size),
    toYuv420: (size) => picture.toYuv420(size),
    free: () => picture.free(),
  };
}

/** Two pixels of the masked picture a cell: its sides are even, but no multiple of a mask cell. */
function rasterOf(cells: MaskCells): MaskRaster {
  const widthPx = cells.widthPx / 2;
  const heightPx = cells.heightPx / 2;
  const perCell = maskCellPx / 2;
  const bits = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const row = Math.floor(y / perCell) * cells.columns;
    for (let column = 0; column < cells.columns; column++) {
      if (cells.blockPx[row + column] === 0) continue;
      const from = y * widthPx + column * perCell;
      bits.fill(1, from, Math.min(from + perCell, (y + 1) * widthPx));
    }
  }
  return { widthPx, heightPx, bits };
}

function cameraOf({ path: file, zones, calibration }: OfflineRequest): Camera {
  return {
    id: 'film',
    name: path.basename(file),
    position: null,
    level: null,
    calibration: calibrationOf(calibration),
    zones,
    purpose: '',
    isSimulated: false,
    maskPolicy: defaultMaskPolicy,
  };
}

function calibrationOf(points: readonly CalibrationPoint[]): Calibration | null {
  if (points.length === 0) return null;
  const result = calibrate(points);
  if (!result.ok) throw new Error(`The calibration is refused. ${result.message}`);
  return result.calibration;
}
