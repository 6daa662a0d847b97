import type { UnitView } from '../../contract/units.ts';
import { isStale } from '../../core/unit/unit.ts';

/** Silent ones first, then who has not acknowledged, then who is out, free, busy, off; in each by name. */
export function unitOrder(units: Iterable<UnitView>, nowMs: number): UnitView[] {
  const rank = (unit: UnitView): number => {
    if (overdueMs(unit, nowMs) !== null) return 0;
    if (unit.state === 'assigned' && unit.assignment?.acknowledgedAtMs === null) return 1;
    return { assigned: 2, 'en-route': 2, 'on-scene': 2, free: 3, busy: 4, off: 5 }[unit.state];
  };
  return [...units].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** How long a check-in has been overdue; null: it is not. */
export function overdueMs({ checkIn }: Pick<UnitView, 'checkIn'>, nowMs: number): number | null {
  return checkIn === null || checkIn.dueAtMs > nowMs ? null : nowMs - checkIn.dueAtMs;
}

export function hasOldPosition({ position }: Pick<UnitView, 'position'>, nowMs: number): boolean {
  return position !== null && isStale(position, nowMs);
}
