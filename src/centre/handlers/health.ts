import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';

export function healthHandlers(centre: Centre): Pick<Handlers, 'health.get'> {
  return { 'health.get': async () => centre.health() };
}
