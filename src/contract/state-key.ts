import { unreachable } from '../core/unreachable.ts';
import type { StateEvent } from './events.ts';

/** What a newer state replaces: the same word about the same camera or unit. */
export function stateKey(event: StateEvent): string {
  switch (event.type) {
    case 'measures':
      return `measures ${event.cameraId}`;
    case 'camera-health':
      return `camera-health ${event.health.cameraId}`;
    case 'unit-position':
      return `unit-position ${event.unitId}`;
    default:
      return unreachable(event);
  }
}
