import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { accuracyHandlers } from './accuracy.ts';
import { alarmFiguresHandlers } from './alarm-figures.ts';
import { alarmServiceHandlers } from './alarm-service.ts';
import { alarmHandlers } from './alarms.ts';
import { auditHandlers } from './audit.ts';
import { bookmarkHandlers } from './bookmarks.ts';
import { calibrationHandlers } from './calibration.ts';
import { cameraListHandlers } from './camera-lists.ts';
import { cameraHandlers } from './cameras.ts';
import { exerciseHandlers } from './exercises.ts';
import { exhibitHandlers } from './exhibits.ts';
import { footageHandlers } from './footage.ts';
import { handoverHandlers } from './handovers.ts';
import { healthHandlers } from './health.ts';
import { holdHandlers } from './holds.ts';
import { incidentFiguresHandlers } from './incident-figures.ts';
import { incidentHandlers } from './incidents.ts';
import { liveHandlers } from './live.ts';
import { mapPlanHandlers } from './map-plans.ts';
import { measureHandlers } from './measures.ts';
import { notificationSetupHandlers } from './notification-setup.ts';
import { notificationHandlers } from './notifications.ts';
import { openingHandlers } from './openings.ts';
import { procedureHandlers } from './procedures.ts';
import { pushHandlers } from './push.ts';
import { recordingHandlers } from './recordings.ts';
import { ruleTrialHandlers } from './rule-trial.ts';
import { sessionHandlers } from './session.ts';
import { siteHandlers } from './site.ts';
import { unitPhoneHandlers } from './unit-phone.ts';
import { unitHandlers } from './units.ts';
import { userHandlers } from './users.ts';
import { vaultHandlers } from './vault.ts';
import { wallHandlers } from './wall.ts';

/** Every route of the table has its handler here, or this does not compile. */
export function handlersOf(centre: Centre): Handlers {
  return {
    ...siteHandlers(centre),
    ...mapPlanHandlers(centre),
    ...sessionHandlers(centre),
    ...userHandlers(centre),
    ...cameraHandlers(centre),
    ...cameraListHandlers(centre),
    ...calibrationHandlers(centre),
    ...liveHandlers(centre),
    ...measureHandlers(centre),
    ...ruleTrialHandlers(centre),
    ...accuracyHandlers(centre),
    ...alarmHandlers(centre),
    ...incidentHandlers(centre),
    ...incidentFiguresHandlers(centre),
    ...alarmServiceHandlers(centre),
    ...procedureHandlers(centre),
    ...handoverHandlers(centre),
    ...alarmFiguresHandlers(centre),
    ...footageHandlers(centre),
    ...recordingHandlers(centre),
    ...holdHandlers(centre),
    ...bookmarkHandlers(centre),
    ...vaultHandlers(centre),
    ...openingHandlers(centre),
    ...exhibitHandlers(centre),
    ...exerciseHandlers(centre),
    ...notificationHandlers(centre),
    ...unitHandlers(centre),
    ...unitPhoneHandlers(centre),
    ...notificationSetupHandlers(centre),
    ...pushHandlers(centre),
    ...wallHandlers(centre),
    ...healthHandlers(centre),
    ...auditHandlers(centre),
  };
}
