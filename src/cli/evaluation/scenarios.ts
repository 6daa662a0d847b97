/** The simulated scenario set, scored: what the default rules reach on situations whose truth is known because it was made. */

import { runScenario } from '../../../sim/lab/run-scenario.ts';
import type { LabEvent, Scenario } from '../../../sim/lab/scenario.ts';
import { compareWithBar } from '../../core/score/detection-bar.ts';
import type { AnnouncedEvent, TrueEvent } from '../../core/score/event-match.ts';
import { scoreByKind, scoreKind } from '../../core/score/kind-score.ts';
import type { SituationChange } from '../../core/situation/watch.ts';
import { cameraFaultKinds } from '../../core/zone.ts';
import type { KindEvaluation } from './evaluation.ts';

/** An early or late frame is no error. */
const toleranceMs = 2_000;

export type ScenarioOutcome = {
  readonly id: string;
  readonly story: string;
  readonly kind: string;
  readonly condition: string;
  readonly truths: number;
  readonly detected: number;
  readonly falseAlarms: number;
  readonly duplicates: number;
};

export type ScenarioEvaluation = {
  /** What every figure here is of. */
  readonly figures: 'simulated';
  readonly scenarios: number;
  readonly events: number;
  readonly cameraHours: number;
  readonly byKind: { readonly [kind: string]: KindEvaluation };
  readonly outcomes: readonly ScenarioOutcome[];
};

/** What was to be told of a scenario, and what was. */
export type Played = {
  readonly scenario: PlayedScenario;
  readonly truths: readonly TrueEvent[];
  readonly announced: readonly AnnouncedEvent[];
};

type PlayedScenario = Pick<Scenario, 'id' | 'story' | 'kind' | 'condition' | 'camera' | 'durationMs'>;

/**
 * Plays every scenario through the real tracker and scene on its own simulated clock. A situation of any kind that did not
 * happen is a false alarm of that kind; faults of the camera are unverified where the scenario says nothing of them.
 */
export function evaluateScenarios(
  scenarios: readonly Scenario[],
  onProgress: (done: number) => void = () => {},
): ScenarioEvaluation {
  const played = scenarios.map((scenario, i) => {
    const run = playOf(scenario);
    onProgress(i + 1);
    return run;
  });
  return scorePlays(played);
}

/** Scores each kind over everything that was played, whether of boxes or of pictures. */
export function scorePlays(played: readonly Played[]): ScenarioEvaluation {
  const kinds = new Set(played.flatMap(({ scenario }) => [...watchedKinds(scenario)]));
  const told = new Set(played.flatMap(({ truths }) => truths.map(({ kind }) => kind)));
  for (const { announced } of played) for (const { kind } of announced) kinds.add(kind);
  const byKind = new Map<string, KindEvaluation>();
  for (const kind of [...kinds].sort()) {
    const own = <T extends { kind: string }>(of: (run: Played) => readonly T[]) =>
      played.flatMap((run) => of(run).filter((event) => event.kind === kind));
    const announced = own((run) => run.announced);
    const isFault = cameraFaultKinds.some((fault) => fault === kind) && !told.has(kind);
    const watching = played.filter(({ scenario }) => isFault || watchedKinds(scenario).has(kind));
    const { missed: _, ...score } = scoreKind(
      own((run) => run.truths),
      isFault ? [] : announced,
      {
        toleranceMs,
        cameraMs: watching.reduce((sum, { scenario }) => sum + scenario.durationMs, 0),
        unverified: isFault ? announced.length : 0,
      },
    );
    byKind.set(kind, { ...score, bar: compareWithBar({ ...score, missed: [] }) });
  }
  const durationMs = played.reduce((sum, { scenario }) => sum + scenario.durationMs, 0);
  return {
    figures: 'simulated',
    scenarios: played.length,
    events: played.reduce((sum, { truths }) => sum + truths.length, 0),
    cameraHours: durationMs / 3_600_000,
    byKind: Object.fromEntries(byKind),
    outcomes: played.map(outcomeOf),
  };
}

function playOf(scenario: Scenario): Played {
  return playedOf(scenario, scenario.truth, runScenario(scenario).situations);
}

/** Zones are named after their scenario, so that events of one are never matched with those of another. */
export function playedOf(
  scenario: PlayedScenario,
  truth: readonly LabEvent[],
  situations: readonly SituationChange[],
): Played {
  const placeOf = (zoneId: string | null) => `${scenario.id} ${zoneId ?? ''}`;
  return {
    scenario,
    truths: truth.map((event) => ({
      ...event,
      zoneId: placeOf(event.zoneId),
      holdMs: holdOf(scenario, event.kind, event.zoneId),
    })),
    announced: situations.flatMap((change) => announcedBy(change, placeOf(change.situation.zoneId))),
  };
}

function announcedBy({ phase, situation, added, atMs }: SituationChange, zoneId: string): AnnouncedEvent[] {
  return Array.from({ length: added }, (_, i) => ({
    kind: situation.kind,
    zoneId,
    atMs,
    isFurther: phase !== 'began' || i > 0,
  }));
}

function watchedKinds({ camera }: PlayedScenario): ReadonlySet<string> {
  return new Set(camera.zones.flatMap((zone) => zone.rules.map((rule) => rule.kind)));
}

function holdOf({ camera }: PlayedScenario, kind: string, zoneId: string | null): number {
  const rules = camera.zones.filter(({ id }) => id === zoneId).flatMap((zone) => zone.rules);
  const rule = rules.find((one) => one.kind === kind);
  return rule !== undefined && 'holdMs' in rule ? rule.holdMs : 0;
}

function outcomeOf({ scenario, truths, announced }: Played): ScenarioOutcome {
  const verified = announced.filter(({ kind }) => !cameraFaultKinds.some((fault) => fault === kind));
  const scores = [...scoreByKind(truths, verified, { toleranceMs, cameraMs: 1 }).values()];
  const sum = (of: (score: (typeof scores)[number]) => number) =>
    scores.reduce((total, score) => total + of(score), 0);
  return {
    id: scenario.id,
    story: scenario.story,
    kind: scenario.kind,
    condition: scenario.condition,
    truths: sum((s) => s.truths),
    detected: sum((s) => s.detected),
    falseAlarms: sum((s) => s.falseAlarms),
    duplicates: sum((s) => s.duplicates),
  };
}
