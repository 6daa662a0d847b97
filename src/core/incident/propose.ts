/** Which incidents an alarm may belong to. It only proposes; a person decides. */
import { metresBetween, type Position } from '../position.ts';
import type { SituationKind } from '../zone.ts';
import type { Incident } from './incident.ts';

export const proposalReasons = ['same-camera', 'near', 'same-cause'] as const;
export type ProposalReason = (typeof proposalReasons)[number];

export type Proposal = {
  readonly incident: Incident;
  readonly because: readonly ProposalReason[];
  /** Between the alarm and the nearest camera of the incident; null where a place is not known. */
  readonly distanceM: number | null;
  /** Between the alarm and what last happened in the incident. */
  readonly apartMs: number;
};

/** So long after the last alarm of an incident another one may still be the same. */
export const withinMs = 15 * 60_000;
/** So near two cameras may see the same thing; what has the same cause reaches further. */
export const nearM = 250;
export const sameCauseM = 1_000;

/** Kinds that one cause brings about together. */
const families: readonly (readonly SituationKind[])[] = [
  ['crowding', 'pressure', 'counter-flow', 'dispersal', 'queue', 'camera-out-of-range'],
  ['wrong-way', 'stopped-vehicle', 'slow-traffic', 'traffic-queue', 'pedestrian-on-carriageway'],
  ['intrusion', 'person-on-track', 'loitering', 'line-crossing'],
  ['left-object', 'removed-object'],
  ['camera-lost', 'camera-frozen', 'camera-overloaded', 'camera-clock-off'],
  ['camera-dark', 'camera-moved', 'camera-blurred', 'camera-disturbed'],
];

/**
 * Open incidents the alarm may belong to, likeliest first: of the same camera, near it, or of the same cause not far away,
 * and not longer than `withinMs` apart.
 * @param where place of a camera; null: nobody has put it on the map.
 */
export function proposeIncidents(
  alarm: { readonly kind: SituationKind; readonly cameraId: string; readonly raisedAtMs: number },
  incidents: readonly Incident[],
  where: (cameraId: string) => Position | null,
): Proposal[] {
  const proposals: Proposal[] = [];
  for (const incident of incidents) {
    if (incident.state === 'closed') continue;
    const apartMs = timeApart(alarm.raisedAtMs, incident);
    if (apartMs > withinMs) continue;
    const distanceM = distanceOf(alarm.cameraId, incident, where);
    const isSameCamera = incident.cameraIds.includes(alarm.cameraId);
    const isSameCause = causesOf(incident).some((kind) => isSameFamily(kind, alarm.kind));
    const isNear = !isSameCamera && distanceM !== null && distanceM <= nearM;
    const isInReach = distanceM !== null && distanceM <= sameCauseM;
    if (!isSameCamera && !isNear && !(isSameCause && isInReach)) continue;
    const because: ProposalReason[] = [];
    if (isSameCamera) because.push('same-camera');
    if (isNear) because.push('near');
    if (isSameCause) because.push('same-cause');
    proposals.push({ incident, because, distanceM, apartMs });
  }
  return proposals.sort((a, b) => likelihood(b) - likelihood(a) || a.apartMs - b.apartMs);
}

function likelihood({ because }: Proposal): number {
  return because.reduce((sum, reason) => sum + { 'same-camera': 4, near: 2, 'same-cause': 3 }[reason], 0);
}

/** Nothing lies between an alarm and an incident that lasts from before it until after it. */
function timeApart(raisedAtMs: number, incident: Incident): number {
  const times = [incident.openedAtMs, incident.beganAtMs, ...incident.alarms.map((one) => one.raisedAtMs)];
  const fromMs = Math.min(...times);
  const toMs = Math.max(...times);
  return Math.max(0, fromMs - raisedAtMs, raisedAtMs - toMs);
}

function distanceOf(
  cameraId: string,
  incident: Incident,
  where: (cameraId: string) => Position | null,
): number | null {
  const from = where(cameraId);
  if (from === null) return null;
  const places = [incident.position, ...incident.cameraIds.map(where)].filter((place) => place !== null);
  return places.length === 0 ? null : Math.min(...places.map((place) => metresBetween(from, place)));
}

function causesOf(incident: Incident): readonly string[] {
  return [incident.kind, ...incident.alarms.map(({ kind }) => kind)];
}

function isSameFamily(a: string, b: SituationKind): boolean {
  return (
    a === b || families.some((family) => family.includes(b) && (family as readonly string[]).includes(a))
  );
}
