import path from 'node:path';
import type { CalibrationPoint } from '../../core/camera.ts';
import type { Zone } from '../../core/zone.ts';
import type { AnalyseFile, OfflineRequest } from '../../ingest/offline-frame.ts';
import { clipTruth } from '../truth/clip-events.ts';
import type { FilmTruth } from '../truth/read-truth.ts';
import { BoxTally } from './box-tally.ts';
import type { Evaluation } from './evaluation.ts';
import { EventTally, type FrameSpan, scoreEvents, zonesThatCount } from './event-tally.ts';

const untold: Pick<Evaluation, 'detection' | 'count' | 'tracking' | 'masking'> = {
  detection: {},
  count: { mae: null, bias: null, detectionsMae: null, byCategory: {} },
  tracking: { mota: null, idf1: null, hota: null },
  masking: { boxes: 0, covered: 0, missRate: null, missRateInterval: null, pictureShare: null, missed: [] },
};

/** Runs the pipeline over a film as fast as it goes and scores what it said. */
export async function evaluateFilm(
  analyse: AnalyseFile,
  request: {
    readonly footage: string;
    readonly truth: FilmTruth;
    readonly zones: readonly Zone[];
    readonly calibration: readonly CalibrationPoint[];
    readonly model: string | null;
    readonly analysisFps: number | null;
    readonly replay?: OfflineRequest['replay'];
    readonly onProgress?: (framesAnalysed: number) => void;
  },
): Promise<Evaluation> {
  const boxes = request.truth.boxes === null ? null : new BoxTally(request.truth.boxes);
  const situations = new EventTally(request.zones, spanOf(request.truth));
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  let analysed = 0;
  const summary = await analyse({
    path: request.footage,
    zones: zonesThatCount(request.zones),
    calibration: request.calibration,
    model: request.model,
    analysisFps: request.analysisFps,
    ...(request.replay === undefined ? {} : { replay: request.replay }),
    onFrame: (frame) => {
      boxes?.take(frame);
      situations.take(frame);
      request.onProgress?.(++analysed);
    },
  });
  const tookS = (performance.now() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const said = situations.result();
  const { clip } = request.truth;
  const msPerFrame = summary.durationMs / Math.max(1, summary.framesDecoded);
  return {
    footage: path.basename(request.footage),
    model: summary.modelName,
    frames: { decoded: summary.framesDecoded, analysed: summary.framesAnalysed, scored: boxes?.frames ?? 0 },
    videoSeconds: summary.durationMs / 1_000,
    ...(boxes?.result() ?? untold),
    ...said,
    eventScore:
      clip === null
        ? null
        : scoreEvents(
            situations.announced,
            clipTruth(clip, {
              ...summary,
              zones: request.zones,
              msPerFrame,
              ...(request.replay?.isReversed ? { reversedFrames: summary.framesDecoded } : {}),
            }),
            framesIn(spanOf(request.truth), summary.framesDecoded) * msPerFrame,
          ),
    framesPerSecond: summary.framesAnalysed / tookS,
    cpuSecondsPerVideoSecond: (user + system) / 1e6 / (summary.durationMs / 1_000),
  };
}

/** Where the truth speaks: what the events file says, else from the first to the last labelled frame, else everywhere. */
function spanOf({ clip, boxes }: FilmTruth): FrameSpan {
  if (clip?.annotated_frames0) return { first: clip.annotated_frames0[0], last: clip.annotated_frames0[1] };
  if (clip === null && boxes !== null) return { first: boxes.firstFrame, last: boxes.lastFrame };
  return { first: 0, last: Number.POSITIVE_INFINITY };
}

function framesIn({ first, last }: FrameSpan, decoded: number): number {
  return Math.max(1, Math.min(last, decoded - 1) - first + 1);
}
