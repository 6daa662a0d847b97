/**
 * THE API. This table yields the server, the typed client, OpenAPI 3.1, the permission tests and the audit entries.
 * Every media byte is here too: one gateway, one access check.
 */
import { accuracyRoutes } from './routes/accuracy.ts';
import { alarmFiguresRoutes } from './routes/alarm-figures.ts';
import { alarmServiceRoutes } from './routes/alarm-service.ts';
import { alarmsRoutes } from './routes/alarms.ts';
import { camerasRoutes } from './routes/cameras.ts';
import { exercisesRoutes } from './routes/exercises.ts';
import { exhibitsRoutes } from './routes/exhibits.ts';
import { footageRoutes } from './routes/footage.ts';
import { handoversRoutes } from './routes/handovers.ts';
import { incidentFiguresRoutes } from './routes/incident-figures.ts';
import { incidentsRoutes } from './routes/incidents.ts';
import { mapPlansRoutes } from './routes/map-plans.ts';
import { notificationsRoutes } from './routes/notifications.ts';
import { openingsRoutes } from './routes/openings.ts';
import { peopleRoutes } from './routes/people.ts';
import { proceduresRoutes } from './routes/procedures.ts';
import { siteRoutes } from './routes/site.ts';
import { unitsRoutes } from './routes/units.ts';
import { vaultRoutes } from './routes/vault.ts';
import { wallRoutes } from './routes/wall.ts';

export const routes = {
  ...siteRoutes,
  ...mapPlansRoutes,
  ...peopleRoutes,
  ...camerasRoutes,
  ...accuracyRoutes,
  ...alarmsRoutes,
  ...incidentsRoutes,
  ...incidentFiguresRoutes,
  ...alarmServiceRoutes,
  ...proceduresRoutes,
  ...handoversRoutes,
  ...alarmFiguresRoutes,
  ...footageRoutes,
  ...vaultRoutes,
  ...openingsRoutes,
  ...exhibitsRoutes,
  ...exercisesRoutes,
  ...notificationsRoutes,
  ...unitsRoutes,
  ...wallRoutes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
