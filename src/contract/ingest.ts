/**
 * What crosses between the centre and an ingest process (child-process IPC, structured clone).
 * Towards the centre go only the four things of the privacy boundary: masked video, measures and situations, health,
 * and word of sealed originals. There is no message that could carry a clear pixel.
 */
import type { Camera } from '../core/camera.ts';
import type { FrameReading } from '../core/frame-reading.ts';
import type { Measure } from '../core/measure/measure.ts';
import type { GapCause } from '../core/recording/gap.ts';
import type { RecordingOrder } from '../core/recording/recording-policy.ts';
import type { OpenSegment, Segment, SegmentKind } from '../core/recording/segment.ts';
import type { Situation } from '../core/situation/situation.ts';
import type { CalibrationProposal, CameraHealth, CameraState, Source } from './shapes.ts';
import type { StateCause } from './state-cause.ts';
import type { StorageSettings } from './storage.ts';

/** A camera as ingest needs it; `source` carries credentials in clear. */
export type IngestCamera = Camera & {
  readonly source: Source;
  /** When somebody last looked at the view and kept zones or calibration on it, UTC ms: a new reference view is taken. */
  readonly lookedAtMs?: number | null;
  /** What is recorded of it; without: nothing. */
  readonly recording?: RecordingOrder | null;
};

/** What every camera of the process shares. */
export type IngestSettings = {
  readonly processName: string;
  /** Manifest of the detector, by path; null is the default model. */
  readonly modelManifest: string | null;
  /** Where converted models are cached; never holds a pixel. */
  readonly cacheDirectory: string;
  /** Where footage goes, as masked or sealed segments: plain data of storage/blobs.ts; null: nothing is recorded. */
  readonly storage?: StorageSettings | null;
};

/** What somebody looks at now. Analysis and situations, with the stills that show them, do not depend on it. */
export type MediaDemand = {
  /** Somebody watches: without it the masked stream rests. */
  readonly stream: boolean;
  /** Somebody asks for stills: one a second then, one in five seconds without. */
  readonly stills: boolean;
};

export type ToIngest =
  | { readonly type: 'start'; readonly settings: IngestSettings }
  /** Adds the camera, or changes it if its id is known; a change of zones or calibration does not reopen the stream. */
  | { readonly type: 'camera.set'; readonly camera: IngestCamera }
  | { readonly type: 'camera.remove'; readonly cameraId: string }
  | { readonly type: 'camera.watch'; readonly cameraId: string; readonly demand: MediaDemand }
  /** One still to be labelled by a person, of the next picture that is measured. Asked twice before it came: one. */
  | { readonly type: 'camera.sample'; readonly cameraId: string }
  /** What walking people say of the ground. The first question begins the gathering; some minutes without one end it. */
  | { readonly type: 'camera.proposal'; readonly cameraId: string }
  | { readonly type: 'stop' };

export type FromIngest =
  | { readonly type: 'ready'; readonly pid: number; readonly model: string }
  | {
      readonly type: 'camera.state';
      readonly cameraId: string;
      readonly state: CameraState;
      readonly message: string | null;
      /** Null with `message`. */
      readonly cause: StateCause | null;
    }
  | {
      readonly type: 'media.header';
      readonly cameraId: string;
      readonly codec: string;
      readonly widthPx: number;
      readonly heightPx: number;
    }
  | {
      readonly type: 'media.frame';
      readonly cameraId: string;
      readonly isKey: boolean;
      /** UTC ms. */
      readonly capturedAtMs: number;
      /** One masked H.264 access unit, Annex B. */
      readonly accessUnit: Uint8Array;
    }
  /** The newest masked frame as JPEG, about once a second; the centre keeps the last one for snapshots. */
  | {
      readonly type: 'media.snapshot';
      readonly cameraId: string;
      readonly capturedAtMs: number;
      readonly jpeg: Uint8Array;
    }
  /** A masked frame with what was counted in that very frame: places without any thread to another frame. */
  | {
      readonly type: 'sample';
      readonly cameraId: string;
      readonly capturedAtMs: number;
      readonly jpeg: Uint8Array;
      /** Width of the picture over its height. */
      readonly aspect: number;
      /** Mean brightness, 0..255; null when it was not read yet. */
      readonly meanLuma: number | null;
      readonly reading: FrameReading;
    }
  /** The answer to `camera.proposal`: a fitted camera and how many people it rests on, never what was seen of them. */
  | {
      readonly type: 'calibration.proposal';
      readonly cameraId: string;
      readonly proposal: CalibrationProposal;
    }
  | { readonly type: 'measures'; readonly cameraId: string; readonly measures: readonly Measure[] }
  | {
      readonly type: 'situation';
      readonly phase: 'began' | 'changed' | 'ended';
      readonly situation: Situation;
      /** Masked frame that fulfilled the rule; null for lost cameras and for ended situations. */
      readonly jpeg: Uint8Array | null;
    }
  /** More of a segment is durable: it can be looked back at while it grows. About once a group of pictures. */
  | { readonly type: 'segment.grew'; readonly segment: OpenSegment }
  /** Durable under its key: the row may be written. A segment without a word of it is found by its file. */
  | { readonly type: 'segment.closed'; readonly segment: Segment }
  /** From now on (or until now) nothing is recorded of this kind, and why. `cause: null`: it is recorded again. */
  | {
      readonly type: 'recording.gap';
      readonly cameraId: string;
      readonly kind: SegmentKind;
      readonly atMs: number;
      readonly cause: GapCause | null;
    }
  | { readonly type: 'health'; readonly health: CameraHealth }
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly message: string;
      readonly cameraId: string | null;
    }
  /** Ingest cannot run at all (model refused): shown, then the process exits. */
  | { readonly type: 'fatal'; readonly message: string };
