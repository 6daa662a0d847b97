import type { RuleTrial } from '../../contract/trial.ts';
import { isMeasured, type MeasuredRule } from '../../core/trial/kept-second.ts';
import { floorsOf, Replay } from '../../core/trial/replay.ts';
import { type TrialSpan, trialWay, withLongerHold } from '../../core/trial/rule-trial.ts';
import type { Rule, Zone } from '../../core/zone.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound } from '../http/problem.ts';
import { listKeptSeconds } from '../store/kept-seconds.ts';
import { listSituations } from '../store/situations.ts';

const dayMs = 86_400_000;
/** Read at once: a crowded place has a second's measures in each second. */
const pieceMs = 6 * 3_600_000;

type Past = {
  readonly cameraId: string;
  readonly zone: Zone;
  readonly fromMs: number;
  readonly toMs: number;
};

export function ruleTrialHandlers(centre: Centre): Pick<Handlers, 'rules.try'> {
  return {
    async 'rules.try'({ params, body }) {
      const zone = centre.registry.get(params.id)?.stored.zones.find(({ id }) => id === params.zoneId);
      if (zone === undefined) return notFound(`Zone ${params.zoneId} of camera ${params.id}`);
      const toMs = centre.clock.nowMs();
      const past = { cameraId: params.id, zone, fromMs: toMs - body.days * dayMs, toMs };
      const today = zone.rules.find(({ kind }) => kind === body.rule.kind) ?? null;
      return tryRule(centre, past, today, body.rule);
    },
  };
}

async function tryRule(centre: Centre, past: Past, today: Rule | null, changed: Rule): Promise<RuleTrial> {
  const { cameraId, zone, fromMs, toMs } = past;
  const situations = (await listSituations(centre.sql, { cameraId, fromMs, toMs })).filter(
    (situation) =>
      situation.zoneId === zone.id && situation.kind === changed.kind && situation.detectedAtMs >= fromMs,
  );
  const told = situations.map(({ detectedAtMs, endedMs }) => ({ fromMs: detectedAtMs, toMs: endedMs }));
  const way = trialWay(today, changed);
  const answer = { fromMs, toMs, told, basis: way.basis, limit: null };
  switch (way.basis) {
    case 'measures': {
      const [asIs, then] = await replay(centre, past, [today, changed]);
      return { ...answer, asIs: asIs ?? null, changed: then! };
    }
    case 'situations':
      return {
        ...answer,
        asIs: [...withLongerHold(situations, today!, today!, toMs)],
        changed: [...withLongerHold(situations, today!, changed, toMs)],
      };
    case 'none':
      return { ...answer, limit: way.limit, asIs: null, changed: null };
  }
}

async function replay(
  centre: Centre,
  { cameraId, zone, fromMs, toMs }: Past,
  rules: readonly (Rule | null)[],
): Promise<(TrialSpan[] | null)[]> {
  const replays = rules.map((rule) =>
    rule === null || !isMeasured(rule) ? null : new Replay(rule, zone.id),
  );
  const floors = lowest(rules.filter((rule): rule is MeasuredRule => rule !== null && isMeasured(rule)));
  for (let atMs = fromMs; atMs < toMs; atMs += pieceMs) {
    const piece = { cameraId, zoneId: zone.id, fromMs: atMs, toMs: Math.min(atMs + pieceMs, toMs), floors };
    const seconds = await listKeptSeconds(centre.sql, piece);
    for (const one of replays) one?.add(seconds);
  }
  return replays.map((one) => (one === null ? null : [...one.spans(toMs)]));
}

/** Of both rules, so that one reading serves them. */
function lowest(rules: readonly MeasuredRule[]) {
  const all = rules.map(floorsOf);
  const least = (of: (floors: ReturnType<typeof floorsOf>) => number | null) => {
    const values = all.flatMap((floors) => of(floors) ?? []);
    return values.length === 0 ? null : Math.min(...values);
  };
  return {
    densityPerM2: least((f) => f.densityPerM2),
    count: least((f) => f.count),
    lengthM: least((f) => f.lengthM),
    waitS: least((f) => f.waitS),
  };
}
