import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { listAudit } from '../store/audit.ts';

export function auditHandlers(centre: Centre): Pick<Handlers, 'audit.list'> {
  return { 'audit.list': ({ query }) => listAudit(centre.sql, query.limit) };
}
