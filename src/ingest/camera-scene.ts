/** What a camera's pictures mean: carries the scene from picture to picture, live and for films alike. */
import type { Camera } from '../core/camera.ts';
import type { CameraSignal } from '../core/camera-signal.ts';
import { type CrowdedCells, crowdedCells } from '../core/crowded-cells.ts';
import { flowAsks } from '../core/flow-asks.ts';
import type { FlowAsk } from '../core/flow-field.ts';
import { type FrameReading, readFrame } from '../core/frame-reading.ts';
import {
  advanceFaults,
  advanceScene,
  createScene,
  endScene,
  type SceneState,
  type SceneStep,
  type SituationChange,
} from '../core/scene.ts';
import type { AnalysedPicture } from './analysis.ts';
import { lostSignal } from './signal.ts';

const nothing = { measures: [], situations: [] } as const;

export class CameraScene {
  #state: SceneState;
  #camera: Camera;
  #signal: CameraSignal | null = null;

  constructor(camera: Camera) {
    this.#camera = camera;
    this.#state = createScene(camera.id);
  }

  setCamera(camera: Camera): void {
    this.#camera = camera;
  }

  /** A picture without detections says nothing of the zones, only of the camera. */
  advance({
    frame,
    tracks,
    doubtful,
    detections,
    foreground,
    still,
    flow,
    signal,
  }: AnalysedPicture): Omit<SceneStep, 'state'> {
    this.#signal = signal ?? this.#signal;
    if (this.#signal === null) return nothing;
    if (detections === null) return this.#keep(advanceFaults(this.#state, this.#signal, frame.atMs));
    return this.#keep(
      advanceScene(this.#state, {
        camera: this.#camera,
        frame,
        tracks,
        doubtful,
        foreground,
        still,
        flow,
        signal: this.#signal,
      }),
    );
  }

  /** What it says of the newest picture; null while it does not measure. */
  read(): { readonly reading: FrameReading; readonly meanLuma: number | null } | null {
    const reading = readFrame(this.#state);
    return reading === null ? null : { reading, meanLuma: this.#signal?.meanLuma ?? null };
  }

  /** Where a crowd stands that boxes no longer count. */
  crowded(): readonly CrowdedCells[] {
    return crowdedCells(this.#state);
  }

  /** Where the next picture is to be asked how texture moves. */
  flowAsks(): readonly FlowAsk[] {
    return flowAsks(this.#state);
  }

  /** Once a second while no picture comes. */
  advanceWithoutPicture(nowMs: number): Omit<SceneStep, 'state'> {
    this.#signal = lostSignal(this.#signal, nowMs);
    return this.#keep(advanceFaults(this.#state, this.#signal, nowMs));
  }

  /** Ends what is open: the camera is removed or disabled. */
  end(nowMs: number): readonly SituationChange[] {
    const changes = endScene(this.#state, nowMs);
    this.#state = createScene(this.#camera.id);
    this.#signal = null;
    return changes;
  }

  #keep({ state, measures, situations }: SceneStep): Omit<SceneStep, 'state'> {
    this.#state = state;
    return { measures, situations };
  }
}
