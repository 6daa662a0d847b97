/** What the hub of live events has to know of one event. */
import type { LiveEvent, StateEvent } from '../contract/events.ts';
import type { Permission } from '../core/access.ts';
import { unreachable } from '../core/unreachable.ts';

/** As it goes over the line. @param id of the outbox; null: state. */
export function frame(event: LiveEvent, id: number | null): string {
  return `${id === null ? '' : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`;
}

/** The camera whose numbers or health it is; null: of something else. */
export function cameraOf(event: StateEvent): string | null {
  switch (event.type) {
    case 'measures':
      return event.cameraId;
    case 'camera-health':
      return event.health.cameraId;
    case 'unit-position':
      return null;
    default:
      return unreachable(event);
  }
}

/** Whether a camera came, went or fails for another reason: that is for every console, whatever it shows. */
export function isChangeOfState(before: StateEvent | undefined, event: StateEvent): boolean {
  if (event.type !== 'camera-health') return false;
  if (before?.type !== 'camera-health') return true;
  const [a, b] = [before.health, event.health];
  return a.state !== b.state || a.stateMessage !== b.stateMessage || a.stateCause !== b.stateCause;
}

/** Who may hear it. */
export function permissionFor(event: LiveEvent): Permission {
  switch (event.type) {
    case 'hello':
      return 'site.read';
    case 'alarm':
    case 'alarm-escalated':
    case 'out-of-service':
      return 'alarm.read';
    case 'handover':
      return 'handover.read';
    case 'incident':
    case 'incident-notice':
      return 'incident.read';
    case 'unit':
    case 'unit-removed':
    case 'unit-position':
      return 'unit.read';
    case 'camera':
    case 'camera-removed':
    case 'camera-health':
      return 'camera.read';
    case 'map-plans':
      return 'site.read';
    case 'wall-pushes':
    case 'wall-layouts':
      return 'media.view';
    case 'measures':
      return 'measure.read';
    case 'batch':
      // Never asked: what goes into a batch was checked one by one, and none comes out of the outbox.
      return 'measure.read';
    default:
      return unreachable(event);
  }
}
