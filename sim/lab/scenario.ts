/** A labelled piece of simulated life before one camera: what the ingest would report of it, and what really happened. */
import type { Camera } from '../../src/core/camera.ts';
import type { CameraSignal } from '../../src/core/camera-signal.ts';
import type { Detection } from '../../src/core/detection.ts';
import type { Foreground } from '../../src/core/foreground.ts';
import type { Frame } from '../../src/core/frame.ts';
import type { StillRegion } from '../../src/core/still-region.ts';
import type { SituationKind } from '../../src/core/zone.ts';

export const conditions = ['day', 'dusk', 'rain', 'shadows', 'shake'] as const;
export type Condition = (typeof conditions)[number];

/** One analysed picture as the ingest would report it: no pixels were ever there. */
export type LabFrame = {
  readonly frame: Frame;
  readonly detections: readonly Detection[];
  readonly signal: CameraSignal;
  readonly still?: readonly StillRegion[];
  readonly foreground?: Foreground;
};

/** What truly happened, from the actors and never from the detector. Times in ms of the scenario's own UTC clock, as in its frames. */
export type LabEvent = {
  readonly kind: SituationKind;
  readonly zoneId: string | null;
  /** When the rule's condition really began, before its hold time. */
  readonly startMs: number;
  /** When it last held. */
  readonly endMs: number;
};

export type Scenario = {
  readonly id: string;
  readonly seed: number;
  readonly condition: Condition;
  /** What is played, in words: "a van breaks down on the left lane". */
  readonly story: string;
  /** The kind this scenario is about. A hard negative of it has a truth that is empty. */
  readonly kind: SituationKind;
  readonly camera: Camera;
  /** The same frames every time it is called. */
  frames(): Iterable<LabFrame>;
  /** Only what lasted for the rule's hold time. */
  readonly truth: readonly LabEvent[];
  readonly durationMs: number;
};
