/** How the alarm system performs, and why each kind of alarm exists. */
import { z } from 'zod';
import { AlarmFigures, RationalisationDraft, SiteRationalisation } from '../alarm-figures.ts';
import { defineRoutes } from '../route.ts';
import { SituationKind } from '../shapes.ts';
import { Span } from './parameters.ts';

export const alarmFiguresRoutes = defineRoutes({
  'alarmFigures.get': {
    method: 'GET',
    path: '/api/alarm-figures',
    permission: 'alarm.read',
    audit: null,
    summary:
      'Alarm performance of a span of at most 31 days, by rule, shift and operator, against the targets of ISA-18.2 and EEMUA 191',
    query: Span,
    reply: AlarmFigures,
    perMinute: 60,
  },
  'rationalisations.list': {
    method: 'GET',
    path: '/api/rationalisations',
    permission: 'alarm.read',
    audit: null,
    summary: 'Kinds of alarm the site has reviewed itself; of the others holds what is shipped',
    reply: z.array(SiteRationalisation),
  },
  'rationalisations.replace': {
    method: 'PUT',
    path: '/api/rationalisations/:kind',
    permission: 'alarm.configure',
    audit: 'rationalisation.changed',
    params: z.object({ kind: SituationKind }),
    summary:
      'Replaces the rationalisation of a kind; `version` is the one that was read, 0 where none was. Holds for alarms raised from now on',
    body: RationalisationDraft,
    reply: SiteRationalisation,
  },
});
