import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { listMeasures } from '../store/measures.ts';
import { listSituations } from '../store/situations.ts';

const backwards = refuse(400, 'invalid', 'The span ends before it begins: toMs must be later than fromMs', {
  errors: [{ path: 'query.toMs', message: 'must be later than fromMs' }],
});
/** The last instant a date can be: beyond it neither JavaScript nor PostgreSQL has a name for it. */
const endOfTimeMs = 8.64e15;
const tooLate = refuse(400, 'invalid', 'The span lies beyond the year 275760', {
  errors: [{ path: 'query.toMs', message: 'is too large' }],
});

export function measureHandlers(centre: Centre): Pick<Handlers, 'measures.list' | 'situations.list'> {
  function check(cameraId: string, { fromMs, toMs }: { fromMs: number; toMs: number }) {
    if (centre.registry.get(cameraId) === null) return notFound(`Camera ${cameraId}`);
    if (toMs > endOfTimeMs || fromMs > endOfTimeMs) return tooLate;
    return toMs <= fromMs ? backwards : null;
  }
  return {
    async 'measures.list'({ params, query }) {
      const { fromMs, toMs, zoneId } = query;
      return (
        check(params.id, query) ??
        listMeasures(centre.sql, { cameraId: params.id, zoneId: zoneId ?? null, fromMs, toMs })
      );
    },
    async 'situations.list'({ params, query }) {
      return check(params.id, query) ?? listSituations(centre.sql, { cameraId: params.id, ...query });
    },
  };
}
