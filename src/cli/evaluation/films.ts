/** Simulated films through the whole pipeline: decoded, detected, followed, masked and judged as a camera's picture is. */
import { type MadeFilm, madeFilms } from '../../../sim/lab/film/made-films.ts';
import type { FilmRecipe } from '../../../sim/lab/film/recipe.ts';
import { categories } from '../../core/detection.ts';
import { compareWithBar } from '../../core/score/detection-bar.ts';
import { scoreKind } from '../../core/score/kind-score.ts';
import type { SituationChange } from '../../core/situation/watch.ts';
import { cameraFaultKinds } from '../../core/zone.ts';
import type { AnalyseFile } from '../../ingest/offline-frame.ts';
import { boxTruth } from '../truth/box-truth.ts';
import { BoxTally } from './box-tally.ts';
import type { Evaluation, KindEvaluation } from './evaluation.ts';
import { addSight, noSight, type Sight } from './film-sight.ts';
import { type Played, playedOf, type ScenarioEvaluation, scorePlays } from './scenarios.ts';

export type FilmsEvaluation = Omit<ScenarioEvaluation, 'figures'> & {
  readonly figures: 'simulated films';
  readonly model: string;
  /** All kinds of zone situations together. */
  readonly byCondition: { readonly [condition: string]: KindEvaluation };
  /** What the detector found of what was drawn, and the masks hid of it. */
  readonly sight: { readonly [condition: string]: Sight };
};

/** Less of it than this is to be seen: finding it is neither right nor wrong. */
const leastVisible = 0.5;
const toleranceMs = 2_000;

/**
 * Makes and analyses the films one after another.
 * @param at.directory where they lie meanwhile; see `madeFilms`.
 * @throws when a film cannot be made or analysed.
 */
export async function evaluateFilms(
  analyse: AnalyseFile,
  recipes: readonly FilmRecipe[],
  at: {
    readonly directory: string;
    readonly isKept: boolean;
    readonly model: string | null;
    readonly onProgress?: (filmsDone: number) => void;
  },
): Promise<FilmsEvaluation> {
  const played: Played[] = [];
  const sight = new Map<string, Sight>();
  let model = '';
  for await (const made of madeFilms(recipes, at)) {
    const watched = await watch(analyse, made, at.model);
    played.push(watched.played);
    model = watched.model;
    const { condition } = made.film;
    sight.set(condition, addSight(sight.get(condition) ?? noSight, watched.boxes));
    at.onProgress?.(played.length);
  }
  const conditions = [...new Set(played.map(({ scenario }) => scenario.condition))];
  return {
    ...scorePlays(played),
    figures: 'simulated films',
    model,
    byCondition: Object.fromEntries(
      conditions.map((c) => [c, together(played.filter(({ scenario }) => scenario.condition === c))]),
    ),
    sight: Object.fromEntries(sight),
  };
}

async function watch(
  analyse: AnalyseFile,
  { film, filmPath, truth }: MadeFilm,
  model: string | null,
): Promise<{ played: Played; boxes: Pick<Evaluation, 'detection' | 'masking'>; model: string }> {
  const boxes = new BoxTally(drawnBoxes(truth));
  const situations: SituationChange[] = [];
  const { modelName } = await analyse({
    path: filmPath,
    zones: film.camera.zones,
    calibration: film.calibration,
    model,
    // Drawn at the rate that cameras are analysed at.
    analysisFps: null,
    onFrame: (frame) => {
      boxes.take(frame);
      situations.push(...frame.situations);
    },
  });
  return { played: playedOf(film, truth.events, situations), boxes: boxes.result(), model: modelName };
}

/**
 * Without ids: tracking is scored on real films. Who rides is a person too: to find them as one is right enough not to count as
 * invented, and their bicycle is still missed.
 */
function drawnBoxes({ frames }: MadeFilm['truth']) {
  const boxes = frames.flatMap(({ index, boxes }) =>
    boxes.flatMap(({ category, box, visible }) => {
      const isScored = visible >= leastVisible;
      const drawn = { frame: index, id: null, category, box, isScored, isCounted: isScored };
      const rider = { ...drawn, category: 'person', isScored: false, isCounted: false } as const;
      return category === 'bicycle' ? [drawn, rider] : [drawn];
    }),
  );
  return { ...boxTruth(boxes, categories), firstFrame: 0, lastFrame: frames.length - 1 };
}

/** All kinds as one row; what nobody played, faults of the camera, is unverified. */
function together(played: readonly Played[]): KindEvaluation {
  const announced = played.flatMap((run) => run.announced);
  const verified = announced.filter(({ kind }) => !cameraFaultKinds.some((fault) => fault === kind));
  const { missed: _, ...score } = scoreKind(
    played.flatMap((run) => run.truths),
    verified,
    {
      toleranceMs,
      cameraMs: played.reduce((sum, { scenario }) => sum + scenario.durationMs, 0),
      unverified: announced.length - verified.length,
    },
  );
  return { ...score, bar: compareWithBar({ ...score, missed: [] }) };
}
