import type { Priority } from './priority.ts';
import { cameraFaultKinds, type SituationKind, zoneSituationKinds } from './zone.ts';

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
