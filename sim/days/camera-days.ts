/**
 * One camera through its days: the real tracker and the real scene on a simulated clock.
 *
 * Two paces lead to the same words. `full` analyses five frames a second, always. `sparse` does so while anything moves, is
 * followed, is open or about to be, and while something is wrong with the camera; otherwise it gives the core one frame
 * a second, and once nothing has moved for longer than any window or clear time (70 s) and the measures have stopped
 * changing, it cuts the rest of the empty stretch out of the core's clock. The core knows time only as the difference of
 * frames, and seconds only as whole ones, so a cut of whole seconds leaves it in the very state that stepping would; what it
 * says is put back on the city's clock. A test holds both paces to the same digest.
 */
import type { Detection } from '../../src/core/detection.ts';
import {
  advanceFaults,
  advanceScene,
  createScene,
  endScene,
  type SituationChange,
} from '../../src/core/scene.ts';
import { faultRules } from '../../src/core/situation/camera-faults.ts';
import type { Watch } from '../../src/core/situation/watch.ts';
import { advanceTracks, createTracker, type TrackerState } from '../../src/core/track/tracker.ts';
import { DetectorModel } from '../lab/detector-model.ts';
import { sightOf } from '../lab/sight.ts';
import { weathers } from '../lab/weather.ts';
import { type Random, randomOf } from '../random.ts';
import { checkChange } from './check-change.ts';
import { daySignal, type Fault } from './fault.ts';
import { MeasureLog } from './measure-log.ts';
import { type Place, placeOf } from './place.ts';
import { type Plan, planOf, type Stretch } from './plan.ts';

export type Pace = 'full' | 'sparse';

export type CameraAsked = {
  readonly seed: number;
  readonly index: number;
  readonly hours: number;
  readonly fromHour: number;
  readonly trouble: number;
  readonly pace: Pace;
};

/** A change and when the camera told it, ms of the city. Its own times are the camera's, which may be off. */
export type Told = { readonly cityMs: number; readonly camera: number; readonly change: SituationChange };

export type CameraDays = {
  readonly index: number;
  readonly told: readonly Told[];
  readonly measures: number;
  readonly measureDigest: string;
  readonly frames: number;
  /** Seconds cut out of the core's clock. */
  readonly passedS: number;
};

/** A violated invariant: where and when, to be played again by its seed. */
export class Violation extends Error {}

/** Monday 2 November 2026, at an hour of the day, UTC. */
export function cityStartMs(fromHour: number): number {
  return 1_793_577_600_000 + fromHour * 3_600_000;
}

const frameMs = 200;
/** Longer than the longest window (60 s) and clear time (30 s) of what the city watches. */
const settledMs = 70_000;
/** After a clock step what was labelled ahead of time must have come round. */
const settledAfterStepMs = 150_000;
/** What is still open so long after its cause will never end. */
const endlessMs = 180_000;
/** Tracks coast on for 2.5 s after they were last seen. */
const coastMs = 5_000;

export function simulateCamera(asked: CameraAsked): CameraDays {
  return new CameraRun(asked).play();
}

class CameraRun {
  readonly #asked: CameraAsked;
  readonly #place: Place;
  readonly #plan: Plan;
  readonly #log = new MeasureLog();
  readonly #told: Told[] = [];
  #scene;
  #tracker: TrackerState | null = null;
  #runs = 0;
  #frames = 0;
  /** Cut out of the core's clock so far. */
  #cutMs = 0;
  /** How far the camera's own clock is off. */
  #offsetMs = 0;
  #stepAtMs = Number.NEGATIVE_INFINITY;
  #stepMs = 0;
  #stretchAt = 0;
  #faultAt = 0;
  #eye: { readonly stretch: Stretch; readonly detector: DetectorModel; readonly random: Random } | null =
    null;
  #lastDetections: readonly Detection[] = [];
  #movedAtMs = 0;
  #ids = new Map<string, string>();
  #nowMs = 0;

  constructor(asked: CameraAsked) {
    this.#asked = asked;
    this.#place = placeOf(asked.index);
    this.#plan = planOf(this.#place.kind, { ...asked, name: this.#place.camera.id });
    this.#scene = createScene(this.#place.camera.id);
  }

  play(): CameraDays {
    const endMs = this.#asked.hours * 3_600_000;
    let idleSinceMs = 0;
    while (this.#nowMs < endMs) {
      const ms = this.#nowMs;
      const fault = this.#faultNow();
      const stretch = this.#stretchNow();
      if (fault?.kind === 'dead' || fault?.kind === 'reconnect') {
        if (ms % 1000 === 800) this.#miss(fault);
        idleSinceMs = ms;
        this.#movedAtMs = ms;
        this.#nowMs += frameMs;
        continue;
      }
      const isMoving = stretch !== null || fault !== null;
      if (isMoving) this.#movedAtMs = ms;
      if (isMoving || this.#isBusy()) idleSinceMs = ms;
      if (ms - this.#movedAtMs > endlessMs) this.#checkEnded();
      const isIdle = this.#asked.pace === 'sparse' && idleSinceMs !== ms && ms % 1000 === 0;
      if (!isIdle) {
        this.#look(ms, stretch, fault);
        this.#nowMs += frameMs;
        continue;
      }
      // The last frame of the second, so that each second is observed as long as by five.
      this.#look(ms + 800, null, null);
      this.#nowMs += 1000;
      this.#passOver(idleSinceMs, endMs);
    }
    this.#nowMs = endMs;
    this.#tell(endScene(this.#scene, this.#coreMs(endMs)));
    return {
      index: this.#asked.index,
      told: this.#told,
      measures: this.#log.count,
      measureDigest: this.#log.digest(),
      frames: this.#frames,
      passedS: this.#cutMs / 1000,
    };
  }

  #look(ms: number, stretch: Stretch | null, fault: Fault | null): void {
    const { camera, pinhole } = this.#place;
    const { widthPx, heightPx } = pinhole;
    const atMs = this.#coreMs(ms);
    this.#frames++;
    let tracks: ReturnType<typeof advanceTracks>['tracks'] = [];
    if (stretch !== null || this.#tracker !== null) {
      if (stretch !== null) this.#lastDetections = this.#detect(ms, stretch, fault);
      this.#tracker ??= createTracker({ picture: { widthPx, heightPx } });
      const followed = advanceTracks(this.#tracker, stretch === null ? [] : this.#lastDetections, atMs);
      tracks = followed.tracks;
      // One without tracks knows nothing that a new one does not.
      this.#tracker =
        tracks.length === 0 && stretch === null && this.#asked.pace === 'sparse' ? null : followed.state;
    }
    const step = advanceScene(this.#scene, {
      camera,
      frame: {
        cameraId: camera.id,
        runId: `run ${this.#runs}`,
        index: this.#frames,
        atMs,
        widthPx,
        heightPx,
      },
      tracks,
      signal: daySignal(ms, { atMs, fault, clockErrorMs: this.#clockErrorMs(ms) }),
    });
    this.#scene = step.state;
    this.#log.add(step.measures, this.#cutMs, (what) => this.#fail(what));
    if (step.situations.length > 0) this.#tell(step.situations, ms);
  }

  #detect(ms: number, stretch: Stretch, fault: Fault | null): readonly Detection[] {
    if (fault?.kind === 'frozen') return this.#lastDetections;
    if (this.#eye?.stretch !== stretch) {
      const random = randomOf(this.#asked.seed, `${this.#place.camera.id} stretch ${stretch.index}`);
      this.#eye = { stretch, random, detector: new DetectorModel(random, weathers.day, this.#place.pinhole) };
    }
    const { detector, random } = this.#eye;
    const actors = stretch.episodes.flatMap((e) =>
      ms < e.fromMs ? [] : e.movers.flatMap((m) => m(ms) ?? []),
    );
    const detections = detector.detect(sightOf(this.#place.pinhole, actors));
    if (fault?.kind === 'dark') return [];
    const imagined = stretch.episodes
      .filter(({ fromMs, imaginedFrames }) => ms >= fromMs && ms < fromMs + imaginedFrames * frameMs)
      .map(({ fromMs }) => imaginedBox(fromMs, random));
    return imagined.length === 0 ? detections : [...detections, ...imagined];
  }

  /** No frame comes: once a second the core is told so. */
  #miss(fault: Fault): void {
    const atMs = this.#coreMs(this.#nowMs);
    const signal = daySignal(this.#nowMs, { atMs, fault, clockErrorMs: this.#clockErrorMs(this.#nowMs) });
    const step = advanceFaults(this.#scene, signal, atMs);
    this.#scene = step.state;
    this.#tracker = null;
    this.#log.add(step.measures, this.#cutMs, (what) => this.#fail(what));
    this.#tell(step.situations);
  }

  #passOver(idleSinceMs: number, endMs: number): void {
    const ms = this.#nowMs;
    const isSettled =
      ms - idleSinceMs > settledMs &&
      ms - this.#stepAtMs > settledAfterStepMs &&
      this.#log.steadyS > 2 &&
      !this.#isBusy();
    if (!isSettled) return;
    const nextMs = Math.min(
      this.#plan.stretches[this.#stretchAt]?.fromMs ?? endMs,
      this.#plan.faults[this.#faultAt]?.fromMs ?? endMs,
      endMs,
    );
    const seconds = Math.floor((nextMs - ms) / 1000) - 2;
    if (seconds < 1) return;
    this.#cutMs += seconds * 1000;
    this.#log.pass(seconds);
    this.#nowMs += seconds * 1000;
  }

  #stretchNow(): Stretch | null {
    const { stretches } = this.#plan;
    while (stretches[this.#stretchAt] && stretches[this.#stretchAt]!.toMs + coastMs <= this.#nowMs)
      this.#stretchAt++;
    const stretch = stretches[this.#stretchAt];
    return stretch !== undefined && stretch.fromMs <= this.#nowMs ? stretch : null;
  }

  #faultNow(): Fault | null {
    const { faults } = this.#plan;
    const done = faults[this.#faultAt];
    if (done !== undefined && done.toMs <= this.#nowMs) {
      this.#faultAt++;
      if (done.kind === 'dead' || done.kind === 'reconnect') this.#runs++;
    }
    const fault = faults[this.#faultAt];
    if (fault === undefined || fault.fromMs > this.#nowMs) return null;
    if (fault.kind === 'clock-step' && fault.fromMs === this.#nowMs) {
      this.#stepMs = Math.abs(fault.offsetMs - this.#offsetMs);
      this.#offsetMs = fault.offsetMs;
      this.#stepAtMs = this.#nowMs;
    }
    return fault;
  }

  /** The furthest jump of the last minute. */
  #clockErrorMs(ms: number): number {
    return ms - this.#stepAtMs < 60_000 ? this.#stepMs : 0;
  }

  #coreMs(cityMs: number): number {
    return cityStartMs(this.#asked.fromHour) + cityMs - this.#cutMs + this.#offsetMs;
  }

  /** Something is followed, open, or about to open. */
  #isBusy(): boolean {
    if (this.#tracker !== null && this.#tracker.tracks.length > 0) return true;
    return this.#watches().some((watch) => watch.open !== null || watch.pending !== null);
  }

  #watches(): readonly Watch[] {
    const zones = [...this.#scene.zones.values()].flatMap((zone) => [...zone.watches.values()]);
    return [...zones, ...Object.values(this.#scene.faults.watches)];
  }

  #checkEnded(): void {
    const endless = this.#watches().find(({ open }) => open !== null);
    if (endless) this.#fail(`${endless.kind} is still open ${endlessMs / 1000} s after anything moved`);
  }

  /** Ids hold the core's own times, so the city gives its own. */
  #tell(changes: readonly SituationChange[], ms = this.#nowMs): void {
    for (const change of changes) {
      const { situation } = change;
      if (change.phase === 'began' && this.#ids.has(situation.id))
        this.#fail(`${situation.kind} began twice under one id`);
      if (change.phase === 'began') this.#ids.set(situation.id, `${situation.cameraId}/${this.#ids.size}`);
      const id =
        this.#ids.get(situation.id) ?? this.#fail(`${situation.kind} ${change.phase} without having begun`);
      const isTimeSure = ms - this.#stepAtMs > settledAfterStepMs;
      checkChange(change, { holdMs: isTimeSure ? this.#holdMs(change) : null }, (what) => this.#fail(what));
      this.#told.push({
        cityMs: ms,
        camera: this.#asked.index,
        change: {
          phase: change.phase,
          added: change.added,
          atMs: change.atMs + this.#cutMs,
          situation: shifted({ ...situation, id }, this.#cutMs),
        },
      });
    }
  }

  #holdMs({ situation }: SituationChange): number {
    const { kind, zoneId } = situation;
    if (zoneId === null) return faultRules[kind as keyof typeof faultRules].holdMs;
    const rules = this.#place.zones.find(({ id }) => id === zoneId)!.rules;
    const rule = rules.find((r) => r.kind === kind)!;
    return rule.kind === 'line-crossing' ? 0 : rule.holdMs;
  }

  #fail(what: string): never {
    const at = new Date(cityStartMs(this.#asked.fromHour) + this.#nowMs).toISOString();
    throw new Violation(`seed ${this.#asked.seed}, camera ${this.#place.camera.id}, ${at}: ${what}`);
  }
}

/** The same false thing in the frames of one moment, weak or just strong enough. */
function imaginedBox(fromMs: number, random: Random): Detection {
  const x = 100 + ((fromMs / 1000) % 440);
  return {
    category: 'person',
    box: { x, y: 150, w: 20, h: 48 },
    score: Math.round(random.between(0.36, 0.6) * 1000) / 1000,
  };
}

function shifted(situation: SituationChange['situation'], byMs: number): SituationChange['situation'] {
  return {
    ...situation,
    sinceMs: situation.sinceMs + byMs,
    detectedAtMs: situation.detectedAtMs + byMs,
    endedMs: situation.endedMs === null ? null : situation.endedMs + byMs,
    because: situation.because.map((m) => ({ ...m, atMs: m.atMs + byMs })),
  };
}
