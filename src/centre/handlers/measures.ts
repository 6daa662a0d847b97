import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound } from '../http/problem.ts';
import { listMeasures } from '../store/measures.ts';
import { listSituations } from '../store/situations.ts';
import { spanRefusal } from './span.ts';

export function measureHandlers(centre: Centre): Pick<Handlers, 'measures.list' | 'situations.list'> {
  function check(cameraId: string, span: { fromMs: number; toMs: number }) {
    if (centre.registry.get(cameraId) === null) return notFound(`Camera ${cameraId}`);
    return spanRefusal(span);
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
