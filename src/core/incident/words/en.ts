/** What the console and the situation report call the things of an incident. */

import { kindNames } from '../../situation/kind-names.ts';
import type { UnitEvent } from '../../unit/advance-unit.ts';
import type {
  IncidentCause,
  IncidentKind,
  IncidentOrigin,
  IncidentOutcome,
  IncidentRole,
  IncidentState,
} from '../incident.ts';
import type { LogLineKind } from '../log-line.ts';
import type { TaskState } from '../task.ts';

const kinds: { readonly [K in IncidentKind]: string } = {
  ...kindNames.en,
  // Beside calls and sightings it is not plain that a camera is meant.
  'camera-dark': 'Dark or covered camera',
  'camera-overloaded': 'Overloaded camera',
  medical: 'Somebody is hurt or ill',
  fire: 'Fire or smoke',
  disorder: 'Fight or disorder',
  'missing-person': 'Missing person',
  damage: 'Damage',
  other: 'Something else',
};

const states: { readonly [S in IncidentState]: string } = {
  open: 'Open',
  'in-work': 'In work',
  'on-hold': 'On hold',
  closed: 'Closed',
};

const roles: { readonly [R in IncidentRole]: string } = {
  command: 'Incident commander',
  operations: 'Operations',
  planning: 'Planning',
  logistics: 'Logistics',
  communications: 'Communications',
};

const origins: { readonly [O in IncidentOrigin]: string } = {
  alarm: 'from an alarm',
  call: 'from a call',
  person: 'seen by a person',
  api: 'from another system',
};

const causes: { readonly [C in IncidentCause]: string } = {
  'too-many-people': 'Too many people',
  accident: 'Accident',
  breakdown: 'Breakdown of a vehicle',
  illness: 'Illness',
  misconduct: 'Somebody did what is forbidden',
  'lost-property': 'Lost property',
  weather: 'Weather',
  technical: 'Technical fault',
  works: 'Works or maintenance',
  other: 'Something else',
  unknown: 'Not known',
};

const outcomes: { readonly [O in IncidentOutcome]: string } = {
  resolved: 'Resolved',
  'handed-over': 'Handed over to others',
  'ended-by-itself': 'Ended by itself',
  'false-alarm': 'Nothing was there',
  duplicate: 'Worked as another incident',
};

const tasks: { readonly [S in TaskState]: string } = { open: 'Open', done: 'Done', skipped: 'Skipped' };

/** What is said of a unit in the log of its incident. */
export type UnitDid = UnitEvent['type'] | 'said' | 'was-told';
const unitDid: { readonly [D in UnitDid]: string } = {
  assigned: 'sent here',
  acknowledged: 'acknowledged',
  departed: 'on the way',
  arrived: 'on scene',
  cleared: 'free again',
  'made-free': 'free',
  'made-busy': 'busy',
  'went-off': 'off duty',
  'checked-in': 'all well',
  'check-in-missed': 'did not check in',
  said: 'says',
  'was-told': 'was told',
};

/** What a line needs to be said; texts of people stand beside it. */
export type LineValues = {
  readonly origin: string;
  readonly alarm: string;
  readonly role: string;
  readonly name: string | null;
  readonly step: string;
  readonly to: string;
  readonly cameras: number;
  readonly isBySystem: boolean;
  readonly outcome: string;
  readonly cause: string;
  readonly changes: string;
  readonly unit: string;
  /** Empty: not known. */
  readonly did: string;
};

const lines: { readonly [K in LogLineKind]: (values: LineValues) => string } = {
  opened: ({ origin, alarm }) => `Opened ${origin}${alarm === '' ? '' : `: ${alarm}`}`,
  taken: () => 'Taken into work',
  noted: () => 'Note',
  edited: ({ changes }) => (changes === '' ? 'Confirmed as it was' : `Changed: ${changes}`),
  'role-given': ({ role, name }) => (name === null ? `${role}: nobody` : `${role}: ${name}`),
  held: () => 'On hold',
  resumed: () => 'Gone on with',
  'alarm-attached': ({ alarm }) => `Alarm attached: ${alarm}`,
  'alarm-detached': ({ alarm }) => `Alarm detached: ${alarm}`,
  'cameras-chosen': ({ cameras, isBySystem }) =>
    isBySystem ? `Cameras of the procedure shown: ${cameras}` : `Cameras chosen: ${cameras}`,
  'task-done': ({ step }) => `Done: ${step}`,
  'task-skipped': ({ step }) => `Skipped: ${step}`,
  'task-reopened': ({ step }) => `Open again: ${step}`,
  'step-noted': ({ step }) => step,
  'notice-asked': ({ step, to }) => `${step} Notification asked for: ${to}`,
  unit: ({ unit, did }) => `Unit ${unit}${did === '' ? '' : `: ${did}`}`,
  closed: ({ outcome, cause }) => `Closed. Outcome: ${outcome}. Cause: ${cause}`,
  reopened: () => 'Taken up again',
};

export const incidentTerms = {
  incident: (number: number) => `Incident ${number}`,
  kinds,
  states,
  roles,
  origins,
  causes,
  outcomes,
  tasks,
  lines,
  unitDid,
  priorities: { high: 'High', medium: 'Medium', low: 'Low' },
  fields: { kind: 'kind', title: 'title', place: 'place', priority: 'priority' },
  system: 'the system',
  nobody: 'nobody',
  report: {
    title: (number: number) => `Situation report: incident ${number}`,
    simulated: 'Drill: what this report tells is simulated.',
    made: 'Made',
    by: 'Made by',
    site: 'Site',
    what: 'Situation',
    kind: 'Kind',
    place: 'Place',
    position: 'Position (WGS 84)',
    priority: 'Priority',
    state: 'State',
    waitsFor: 'Waits for',
    began: 'Began',
    opened: 'Opened',
    origin: 'How it became known',
    lasted: 'Lasted',
    roles: 'Roles',
    alarms: 'Alarms',
    cameras: 'Cameras',
    procedure: (kind: string, version: number) =>
      version === 0 ? `${kind}, as shipped` : `${kind}, version ${version}`,
    steps: 'Procedure',
    none: 'None.',
    notKnown: 'not known',
    due: (at: string) => `due ${at}`,
    overdue: (at: string) => `overdue since ${at}`,
    required: 'required',
    closing: 'How it ended',
    cause: 'Cause',
    outcome: 'Outcome',
    lessons: 'Lessons',
    closed: 'Closed',
    reopened: 'Taken up again',
    times: (n: number) => (n === 1 ? 'once' : `${n} times`),
    log: 'Log',
    picture: 'Masked picture of the alarm',
    unreadable: 'The picture cannot be printed; it stands in the log.',
    page: (page: number, of: number) => `${page}/${of}`,
  },
};

export type IncidentTerms = typeof incidentTerms;
