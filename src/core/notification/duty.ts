import type { Role } from '../access.ts';
import { isWithin } from '../area.ts';
import type { Position } from '../position.ts';
import { isInSpan } from './quiet-hours.ts';

/** A span of the day by the clocks of the site, `HH:MM`; one whose end is not after its beginning goes over midnight. */
export type Shift = { readonly from: string; readonly to: string };

/** What is known of somebody who can be told, at one instant. */
export type Duty = {
  readonly recipientId: string;
  /** Of the person behind it; null: a machine, a desk, a group. */
  readonly role: Role | null;
  /** Signed in with a live connection. Null: no person, so nobody can say. */
  readonly isPresent: boolean | null;
  /** Corners; empty: everywhere. */
  readonly area: readonly Position[];
  /** Null: around the clock. */
  readonly shift: Shift | null;
};

/** Whom a rule means. */
export type Audience = {
  readonly recipientIds: readonly string[];
  /** Everybody whose person has one of them, beside those named. */
  readonly roles: readonly Role[];
  /** Only who is responsible there and then, and of those who is present, while there is one. */
  readonly isDutyOnly: boolean;
};

/** What had to be passed over, because else nobody would have been told. */
export const relaxations = ['presence', 'shift', 'area'] as const;
export type Relaxation = (typeof relaxations)[number];

export type Routed = { readonly recipientIds: readonly string[]; readonly relaxed: Relaxation | null };

/**
 * Who is told of something at a place and a time. People are asked for as much as can be had: responsible for the area,
 * on shift and present; else whoever is on shift there; else whoever is responsible there; else all that are meant. So a
 * gap in a plan never means that nobody is told. Machines and desks have no presence: they are told by area and shift
 * beside the people, and are no reason to tell no person.
 * @param place null: not known, which lies in nobody's area.
 */
export function route(
  audience: Audience,
  duties: readonly Duty[],
  at: { readonly place: Position | null; readonly atMs: number; readonly timeZone: string },
): Routed {
  const meant = duties.filter(
    ({ recipientId, role }) =>
      audience.recipientIds.includes(recipientId) || (role !== null && audience.roles.includes(role)),
  );
  if (!audience.isDutyOnly) return { recipientIds: idsOf(meant), relaxed: null };
  const isThere = ({ area }: Duty) => area.length === 0 || (at.place !== null && isWithin(at.place, area));
  const isOn = ({ shift }: Duty) => shift === null || isInSpan(shift, at.atMs, at.timeZone);
  const machines = meant.filter((duty) => duty.isPresent === null && isThere(duty) && isOn(duty));
  const people = meant.filter(({ isPresent }) => isPresent !== null);
  const there = people.filter(isThere);
  const onShift = there.filter(isOn);
  const present = onShift.filter(({ isPresent }) => isPresent === true);
  const tiers: readonly (readonly [readonly Duty[], Relaxation | null])[] = [
    [present, null],
    [onShift, 'presence'],
    [there, 'shift'],
    [people, 'area'],
  ];
  const found = tiers.find(([tier]) => tier.length > 0);
  if (found !== undefined) return { recipientIds: idsOf([...found[0], ...machines]), relaxed: found[1] };
  return machines.length > 0
    ? { recipientIds: idsOf(machines), relaxed: null }
    : { recipientIds: idsOf(meant), relaxed: meant.length === 0 ? null : 'area' };
}

function idsOf(duties: readonly Duty[]): string[] {
  return duties.map(({ recipientId }) => recipientId);
}
