/** Incidents counted and timed. */
import { IncidentFigures } from '../incident-figures.ts';
import { defineRoutes } from '../route.ts';
import { Span } from './parameters.ts';

export const incidentFiguresRoutes = defineRoutes({
  'incidentFigures.get': {
    method: 'GET',
    path: '/api/incident-figures',
    permission: 'incident.read',
    audit: null,
    summary:
      'Incidents opened in a span of at most 31 days: by day, kind, cause and outcome, and how long help and closing took',
    query: Span,
    reply: IncidentFigures,
    perMinute: 60,
  },
});
