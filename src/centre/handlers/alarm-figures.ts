import { isAllowed } from '../../core/access.ts';
import { alarmFigures } from '../../core/alarm/figures/alarm-figures.ts';
import { shiftsIn } from '../../core/alarm/figures/shift.ts';
import { rationalised } from '../../core/alarm/rationalisation.ts';
import { replaceRationalisation } from '../alarms/replace-rationalisation.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { refuse } from '../http/problem.ts';
import { annunciationsIn } from '../store/annunciations.ts';
import { readSettings } from '../store/settings.ts';
import { spanRefusal } from './span.ts';

const longestMs = 31 * 24 * 3_600_000;
/** Figures are made in memory. A site at the flood limit all month long has 49,000. */
const mostAnnunciations = 200_000;
const mostRules = 500;

type Names = 'alarmFigures.get' | 'rationalisations.list' | 'rationalisations.replace';

export function alarmFiguresHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql } = centre;
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    async 'alarmFigures.get'({ query, who, nowMs }) {
      // Nothing is known of the future: a mean over it would be too low.
      const span = { fromMs: query.fromMs, toMs: Math.min(query.toMs, nowMs) };
      const refusal = spanRefusal(query, longestMs) ?? spanRefusal(span);
      if (refusal !== null) return refusal;
      const annunciations = await annunciationsIn(sql, span, mostAnnunciations + 1);
      if (annunciations.length > mostAnnunciations)
        return refuse(
          400,
          'too-many-alarms',
          `More than ${mostAnnunciations} alarms asked in this span. Ask for a shorter one`,
        );
      const { alarmPolicy, rationalisations } = await readSettings(sql);
      const shifts = shiftsIn(span, alarmPolicy.shiftStarts, timeZone);
      const figures = alarmFigures({ span, shifts }, annunciations, {
        nowMs,
        chatter: alarmPolicy.chatter,
        respondWithinMs: (kind) => rationalised(kind, rationalisations).timeToRespondMs,
      });
      const seesAll = isAllowed(who.role, 'audit.read');
      return {
        ...span,
        ...figures,
        rules: figures.rules.slice(0, mostRules),
        operators: figures.operators.filter(({ name }) => seesAll || name === who.userName),
      };
    },

    'rationalisations.list': async () => (await readSettings(sql)).rationalisations,

    async 'rationalisations.replace'({ params, body, who, nowMs, entry }) {
      const own = { ...body, kind: params.kind, reviewedBy: who.userName, reviewedAtMs: nowMs };
      const next = await replaceRationalisation(sql, own, entry);
      return (
        next ??
        refuse(409, 'version-conflict', 'Somebody else changed this kind meanwhile. Look, then decide')
      );
    },
  };
}
