import { shiftsIn } from '../../core/alarm/figures/shift.ts';
import { incidentFigures } from '../../core/incident/figures/incident-figures.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { refuse } from '../http/problem.ts';
import { countExercises } from '../store/exercises.ts';
import { incidentsOpenedIn } from '../store/incident-figures.ts';
import { spanRefusal } from './span.ts';

const longestMs = 31 * 24 * 3_600_000;
/** Figures are made in memory. A dispatch centre of a large city opens some 5,000 a day at most. */
const mostIncidents = 100_000;
const mostLessons = 200;

export function incidentFiguresHandlers(centre: Centre): Pick<Handlers, 'incidentFigures.get'> {
  const { sql } = centre;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return {
    async 'incidentFigures.get'({ query, nowMs }) {
      // A day that has not been yet would look like a quiet one.
      const span = { fromMs: query.fromMs, toMs: Math.min(query.toMs, nowMs) };
      const refusal = spanRefusal(query, longestMs) ?? spanRefusal(span);
      if (refusal !== null) return refusal;
      const opened = await incidentsOpenedIn(sql, span, mostIncidents + 1);
      if (opened.length > mostIncidents)
        return refuse(
          400,
          'too-many-incidents',
          `More than ${mostIncidents} incidents were opened in this span. Ask for a shorter one`,
        );
      const days = shiftsIn(span, ['00:00'], timeZone).map(({ fromMs, toMs }) => ({ fromMs, toMs }));
      const figures = incidentFigures(days, opened);
      return {
        ...span,
        ...figures,
        lessons: figures.lessons.slice(0, mostLessons),
        exercises: await countExercises(sql, span),
      };
    },
  };
}
