/** A scenario through the real core: boxes are followed, scenes judged, on a simulated clock. */
import { advanceScene, createScene, endScene, type SituationChange } from '../../src/core/scene.ts';
import { advanceTracks, createTracker, type TrackerState } from '../../src/core/track/tracker.ts';
import type { Scenario } from './scenario.ts';

export type ScenarioRun = {
  /** In order; what was open at the end is ended there. */
  readonly situations: SituationChange[];
  readonly measures: number;
};

export function runScenario(scenario: Pick<Scenario, 'camera' | 'frames'>): ScenarioRun {
  const { camera } = scenario;
  const situations: SituationChange[] = [];
  let scene = createScene(camera.id);
  let tracker: TrackerState | null = null;
  let measures = 0;
  let lastMs = 0;
  for (const { frame, detections, signal, still, foreground } of scenario.frames()) {
    tracker ??= createTracker({ picture: { widthPx: frame.widthPx, heightPx: frame.heightPx } });
    const followed = advanceTracks(tracker, detections, frame.atMs);
    tracker = followed.state;
    const step = advanceScene(scene, {
      camera,
      frame,
      tracks: followed.tracks,
      signal,
      still: still ?? [],
      foreground: foreground ?? null,
    });
    scene = step.state;
    situations.push(...step.situations);
    measures += step.measures.length;
    lastMs = frame.atMs;
  }
  situations.push(...endScene(scene, lastMs));
  return { situations, measures };
}
