import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { listAudit } from '../store/audit.ts';
import { listCertificates } from '../store/sweep.ts';

export function auditHandlers(centre: Centre): Pick<Handlers, 'audit.list' | 'certificates.list'> {
  return {
    'audit.list': ({ query }) => listAudit(centre.sql, query.limit),
    'certificates.list': ({ query }) => listCertificates(centre.sql, query.limit),
  };
}
