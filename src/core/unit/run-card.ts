import { isWithin } from '../area.ts';
import type { IncidentKind } from '../incident/incident.ts';
import type { Position } from '../position.ts';
import type { UnitKind } from './unit.ts';

/** Who is sent to what, where: agreed in calm hours. */
export type RunCard = {
  readonly id: string;
  readonly name: string;
  /** Empty: every kind. */
  readonly kinds: readonly IncidentKind[];
  /** Corners of the area it holds for, WGS 84; empty: everywhere. */
  readonly area: readonly Position[];
  readonly needs: readonly { readonly kind: UnitKind; readonly count: number }[];
  /** How often units on it say that they are well; null: not asked. */
  readonly checkInMinutes: number | null;
};

/** The most particular one: with an area before without, with kinds before without; then the first by name. Null: none. */
export function runCardFor(
  cards: readonly RunCard[],
  incident: { readonly kind: IncidentKind; readonly position: Position | null },
): RunCard | null {
  const fitting = cards.filter(
    (card) =>
      (card.kinds.length === 0 || card.kinds.includes(incident.kind)) &&
      (card.area.length === 0 || (incident.position !== null && isWithin(incident.position, card.area))),
  );
  const rank = (card: RunCard) => (card.area.length > 0 ? 2 : 0) + (card.kinds.length > 0 ? 1 : 0);
  return fitting.toSorted((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name, 'en')).at(0) ?? null;
}
