import type { Priority } from '../priority.ts';
import { cameraFaultKinds, type SituationKind, zoneSituationKinds } from '../zone.ts';

/** Why a kind of situation deserves an operator's attention: the record IEC 62682 asks for before an alarm may exist. */
export type Rationalisation = {
  readonly kind: SituationKind;
  readonly priority: Priority;
  /** What brings it about. */
  readonly cause: string;
  /** What follows if nobody acts. */
  readonly consequence: string;
  /** What the operator does. */
  readonly response: string;
  /** How long the operator has before acting no longer helps, ms. */
  readonly timeToRespondMs: number;
};

/**
 * What a site has decided about a kind after its own review. Texts are in the site's own words; null: those that are
 * shipped, in the reader's language.
 */
export type SiteRationalisation = {
  readonly kind: SituationKind;
  readonly priority: Priority;
  readonly timeToRespondMs: number;
  readonly cause: string | null;
  readonly consequence: string | null;
  readonly response: string | null;
  readonly reviewedBy: string;
  readonly reviewedAtMs: number;
  /** Counts reviews. */
  readonly version: number;
};

const minuteMs = 60_000;

/**
 * One record a kind. Priority follows from the gravest consequence and the time left (EEMUA 191): high under 3
 * minutes with people in danger, medium under 15 minutes, low otherwise. A site reviews them before it relies on them.
 */
export const rationalisation: { readonly [K in SituationKind]: Rationalisation & { readonly kind: K } } = {
  crowding: {
    kind: 'crowding',
    priority: 'medium',
    cause: 'More people enter a place than leave it, or an exit is blocked.',
    consequence:
      'Walking slows, people are pressed together; at breakdown (level F) someone falls or is crushed.',
    response: 'Look at the picture and the neighbouring zones; hold the inflow, open exits, send stewards.',
    timeToRespondMs: 5 * minuteMs,
  },
  intrusion: {
    kind: 'intrusion',
    priority: 'high',
    cause: 'Someone stands where nobody may be: a track, a carriageway, a closed area.',
    consequence: 'They are struck by a train or vehicle, or harm the plant.',
    response: 'Confirm on the picture; stop or warn traffic; send the nearest unit.',
    timeToRespondMs: 1 * minuteMs,
  },
  'line-crossing': {
    kind: 'line-crossing',
    priority: 'low',
    cause: 'Someone or something passed a line in the watched direction.',
    consequence: 'Someone is on the wrong side of a barrier or boundary without anyone knowing.',
    response: 'Look at the picture; act as the place requires.',
    timeToRespondMs: 15 * minuteMs,
  },
  'wrong-way': {
    kind: 'wrong-way',
    priority: 'high',
    cause: 'A vehicle travels against the permitted direction.',
    consequence: 'Head-on collision within seconds to minutes.',
    response: 'Confirm on the picture; set signs, warn drivers, call the police with direction and place.',
    timeToRespondMs: 1 * minuteMs,
  },
  'stopped-vehicle': {
    kind: 'stopped-vehicle',
    priority: 'high',
    cause: 'A breakdown, a collision or an obstruction in a lane that should flow.',
    consequence: 'A following vehicle runs into it.',
    response: 'Confirm on the picture; close the lane by signs, send patrol or recovery.',
    timeToRespondMs: 2 * minuteMs,
  },
  pressure: {
    kind: 'pressure',
    priority: 'high',
    cause: 'A dense crowd pushes and pulls: velocities differ from place to place.',
    consequence: 'Waves run through the crowd and people fall or are crushed; there is little time.',
    response: 'Look at the picture; stop the inflow, open exits, warn stewards and ambulance.',
    timeToRespondMs: 2 * minuteMs,
  },
  'counter-flow': {
    kind: 'counter-flow',
    priority: 'medium',
    cause: 'Two streams of people meet in a place made for one, or a gate is closed.',
    consequence: 'Both streams slow and jam; at higher density people are pressed together.',
    response: 'Look at the picture; separate the streams by stewards or announcements.',
    timeToRespondMs: 5 * minuteMs,
  },
  dispersal: {
    kind: 'dispersal',
    priority: 'high',
    cause: 'People run apart at once: a fright, a fight, a bang, smoke.',
    consequence: 'People fall or are trampled; what they run from may go on.',
    response: 'Look at the picture for what they run from; call police or ambulance; open exits.',
    timeToRespondMs: 1 * minuteMs,
  },
  queue: {
    kind: 'queue',
    priority: 'low',
    cause: 'More people come than are served, or a counter or gate is closed.',
    consequence: 'People wait too long, block the way, or push.',
    response: 'Open another counter or gate; send staff; tell those who wait.',
    timeToRespondMs: 10 * minuteMs,
  },
  loitering: {
    kind: 'loitering',
    priority: 'low',
    cause: 'Someone stays in a place that is closed or made for passing through.',
    consequence: 'They may need help, or be about to enter a dangerous place.',
    response: 'Look at the picture; speak to them over the loudspeaker or send staff.',
    timeToRespondMs: 10 * minuteMs,
  },
  'person-on-track': {
    kind: 'person-on-track',
    priority: 'high',
    cause: 'Someone stands or walks on the track.',
    consequence: 'They are struck by a train or touch the live rail.',
    response: 'Stop trains at once; confirm on the picture; send the nearest unit.',
    timeToRespondMs: 0.5 * minuteMs,
  },
  'pedestrian-on-carriageway': {
    kind: 'pedestrian-on-carriageway',
    priority: 'high',
    cause: 'Someone walks or rides where vehicles drive fast: a breakdown, a lost cyclist.',
    consequence: 'They are struck by a vehicle.',
    response: 'Confirm on the picture; set signs, lower the limit, send a patrol.',
    timeToRespondMs: 1 * minuteMs,
  },
  'slow-traffic': {
    kind: 'slow-traffic',
    priority: 'low',
    cause: 'Congestion, works or an incident ahead slows the traffic.',
    consequence: 'Delay, and collisions at the tail of the slow traffic.',
    response: 'Look at the picture and upstream; set signs and speed limits.',
    timeToRespondMs: 10 * minuteMs,
  },
  'traffic-queue': {
    kind: 'traffic-queue',
    priority: 'medium',
    cause: 'Vehicles stand in a queue: congestion, a collision or a closed lane ahead.',
    consequence: 'Fast vehicles run into the tail of the queue.',
    response: 'Look at the picture and ahead; warn the traffic behind the tail.',
    timeToRespondMs: 5 * minuteMs,
  },
  'left-object': {
    kind: 'left-object',
    priority: 'medium',
    cause: 'An object was set down and nobody is near it.',
    consequence: 'It is lost property nearly always; rarely it is dangerous, and it may be an obstacle.',
    response: 'Look back in the picture for when it was set down; send staff; follow the plan of the site.',
    timeToRespondMs: 5 * minuteMs,
  },
  'removed-object': {
    kind: 'removed-object',
    priority: 'low',
    cause: 'Something that stood in its place for long is gone.',
    consequence: 'Equipment, a barrier or a sign is missing: theft, or a danger nobody is warned of.',
    response: 'Look back in the picture; send staff; replace what is missing.',
    timeToRespondMs: 15 * minuteMs,
  },
  'camera-lost': {
    kind: 'camera-lost',
    priority: 'medium',
    cause: 'Power, network or camera failed, or its address or credentials changed.',
    consequence: 'Nothing at this place is measured or warned of.',
    response: 'Cover the place from another camera; have power, network and credentials checked.',
    timeToRespondMs: 10 * minuteMs,
  },
  'camera-frozen': {
    kind: 'camera-frozen',
    priority: 'medium',
    cause: 'The encoder repeats one picture.',
    consequence: 'The picture looks alive and is not: nothing at this place is measured or warned of.',
    response: 'Cover the place from another camera; restart the camera.',
    timeToRespondMs: 10 * minuteMs,
  },
  'camera-dark': {
    kind: 'camera-dark',
    priority: 'medium',
    cause: 'Lighting failed, or the lens is covered or painted.',
    consequence: 'Nothing at this place is measured or warned of; a covered lens may be deliberate.',
    response: 'Cover the place from another camera; send someone to look.',
    timeToRespondMs: 10 * minuteMs,
  },
  'camera-moved': {
    kind: 'camera-moved',
    priority: 'medium',
    cause: 'The camera was turned, knocked or re-mounted.',
    consequence:
      'Zones and calibration no longer lie where they were drawn: measures would be false and are withheld.',
    response: 'Turn it back, or draw zones and calibrate anew.',
    timeToRespondMs: 15 * minuteMs,
  },
  'camera-blurred': {
    kind: 'camera-blurred',
    priority: 'low',
    cause: 'Dirt, water or fog on the lens, or lost focus.',
    consequence: 'People and vehicles are missed; measures are withheld.',
    response: 'Have the lens cleaned or focused.',
    timeToRespondMs: 60 * minuteMs,
  },
  'camera-disturbed': {
    kind: 'camera-disturbed',
    priority: 'low',
    cause: 'Rain, snow, insects or flickering lamps move all over the picture.',
    consequence: 'People and vehicles are missed or imagined; measures are withheld.',
    response: 'Cover the place from another camera; have the lamp or lens seen to if the weather is calm.',
    timeToRespondMs: 30 * minuteMs,
  },
  'camera-out-of-range': {
    kind: 'camera-out-of-range',
    priority: 'medium',
    cause: 'The place is so dense that people can no longer be told apart.',
    consequence: 'The true number is higher than any shown; the crowd may grow unnoticed.',
    response: 'Watch the picture yourself; hold the inflow; take counts from the entrances.',
    timeToRespondMs: 5 * minuteMs,
  },
  'camera-clock-off': {
    kind: 'camera-clock-off',
    priority: 'low',
    cause: 'The clock of the camera or of the machine that analyses it is wrong.',
    consequence: 'Times of alarms and evidence are wrong; waiting times and speeds cannot be trusted.',
    response: 'Set the time server of the camera and of the machine (NTP).',
    timeToRespondMs: 60 * minuteMs,
  },
  'camera-overloaded': {
    kind: 'camera-overloaded',
    priority: 'low',
    cause: 'The machine cannot analyse every frame that is due.',
    consequence: 'Fast events may be missed and warnings come late.',
    response: 'Analyse fewer frames a second, move cameras to another machine, or choose a smaller model.',
    timeToRespondMs: 30 * minuteMs,
  },
};

/** Every kind, in the order of the closed list. */
export const rationalisations: readonly Rationalisation[] = [...zoneSituationKinds, ...cameraFaultKinds].map(
  (kind) => rationalisation[kind],
);

/** What holds on a site for a kind: its own review, or what is shipped. @param site at most one a kind. */
export function rationalised(
  kind: SituationKind,
  site: readonly SiteRationalisation[],
): Pick<Rationalisation, 'priority' | 'timeToRespondMs'> {
  return site.find((own) => own.kind === kind) ?? rationalisation[kind];
}
