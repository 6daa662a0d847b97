import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { accuracyHandlers } from './accuracy.ts';
import { alarmHandlers } from './alarms.ts';
import { auditHandlers } from './audit.ts';
import { calibrationHandlers } from './calibration.ts';
import { cameraHandlers } from './cameras.ts';
import { healthHandlers } from './health.ts';
import { liveHandlers } from './live.ts';
import { measureHandlers } from './measures.ts';
import { sessionHandlers } from './session.ts';
import { siteHandlers } from './site.ts';
import { userHandlers } from './users.ts';

/** Every route of the table has its handler here, or this does not compile. */
export function handlersOf(centre: Centre): Handlers {
  return {
    ...siteHandlers(centre),
    ...sessionHandlers(centre),
    ...userHandlers(centre),
    ...cameraHandlers(centre),
    ...calibrationHandlers(centre),
    ...liveHandlers(centre),
    ...measureHandlers(centre),
    ...accuracyHandlers(centre),
    ...alarmHandlers(centre),
    ...healthHandlers(centre),
    ...auditHandlers(centre),
  };
}
