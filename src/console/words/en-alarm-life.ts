/** What becomes of an alarm beside being noticed: shelved, suppressed, out of service, latched. */
import type { ShelfReason } from '../../core/alarm/set-aside.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');

const reasons: { readonly [R in ShelfReason]: string } = {
  nuisance: 'Nuisance: too often, or false',
  known: 'Known, and somebody sees to it',
  works: 'Works or a test',
  event: 'Planned event',
};

export const alarmStatesAside = {
  'latched-unacknowledged': 'Over, latched, unacknowledged',
  latched: 'Over, latched',
  shelved: 'Shelved',
  suppressed: 'Suppressed by design',
  'out-of-service': 'Out of service',
};

export const alarmLifeProblems = {
  'shelf-too-long': 'Nothing is shelved for so long on this site. Choose a shorter time.',
};

export const alarmLifeActions = {
  'alarm.escalated': 'handed an alarm on, which nobody had acknowledged',
  'alarm.nuisance-marked': 'marked an alarm as a nuisance, or not',
  'alarm.reset': 'reset an alarm',
  'alarm.shelved': 'shelved an alarm',
  'alarm.unshelved': 'brought a shelved alarm back',
  'alarm.unsuppressed': 'brought a suppressed alarm back',
  'alarm.out-of-service': 'took an alarm out of service',
  'alarm.in-service': 'put an alarm back into service',
  'out-of-service.begun': 'took alarms out of service',
  'out-of-service.ended': 'put alarms back into service',
  'alarm-policy.changed': 'changed the alarm policy',
};

export const alarmLifeKeys = {
  group: 'Acknowledge the first line of many',
  nuisance: 'Mark as a nuisance, or not',
  shelve: 'Shelve the alarm; then 1 to 4 for the reason',
  reset: 'Reset a latched alarm',
};

export const alarmLifeWords = {
  aside: {
    tabs: { open: 'Open', aside: 'Set aside' },
    title: 'Set aside',
    lead: 'Stored and counted, in nobody’s queue. Each comes back by itself, or when somebody says so.',
    none: 'Nothing is set aside: every alarm asks.',
    shelve: 'Shelve',
    shelveTitle: (alarm: string) => `Shelve: ${alarm}`,
    shelveLead: 'What comes of the same kind at this place waits with it. It comes back by itself.',
    duration: 'For how long',
    durationHint: '← → choose',
    reasons,
    reason: 'Why',
    shelved: (alarm: string, until: string) => `Shelved until ${until}: ${alarm}`,
    unshelve: 'Bring back',
    reset: 'Reset',
    resetHint: 'It is over, and stays until somebody resets it.',
    failed: 'The alarm could not be changed.',
    conflictAside: (name: string) => `${name} was quicker: this alarm is set aside already.`,
    until: (at: string) => `until ${at}`,
    byWhom: (name: string, at: string) => `${name}, ${at}`,
    times: (n: number) => count(n, { one: 'time', other: 'times' }),
    shelvedTitle: 'Shelved',
    suppressedTitle: 'Suppressed by design',
    suppressedHint: 'Measured while something else made the measure untrustworthy.',
    suppressedBy: (kind: string) => `while: ${kind}`,
    serviceTitle: 'Out of service',
    serviceNone: 'Everything is in service.',
    shelvedNone: 'Nothing is shelved.',
    suppressedNone: 'Nothing is suppressed.',
    columns: {
      what: 'What',
      why: 'Why',
      who: 'Who, since',
      left: 'Comes back',
      times: 'Came',
      actions: 'Actions',
    },
    wholeSite: 'Every camera',
    wholeCamera: 'Whole camera',
    everyKind: 'Every kind of alarm',
    whenEnded: 'when somebody ends it',
    whenOver: 'when that is over',
    putBack: 'Put back',
    takeOut: 'Take out of service',
    takeOutHint:
      'For works, mounting or a camera that is to be replaced. What stands there leaves the queues at once.',
    camera: 'Camera',
    zone: 'Zone',
    kind: 'Kind of alarm',
    why: 'Reason',
    end: 'Ends',
    endHint: 'Empty: until somebody ends it.',
    standing: (n: number) => count(n, { one: 'alarm waits there', other: 'alarms wait there' }),
  },
  handedOn: {
    to: (names: string, at: string) => `Nobody acknowledged: handed on at ${at} to ${names}`,
    toNobody: (at: string) => `Nobody acknowledged: at ${at} a rule had nobody to hand it on to`,
  },
  lines: {
    count: (n: number) => count(n, { one: 'alarm', other: 'alarms' }),
    cameras: (n: number) => `at ${count(n, { one: 'camera', other: 'cameras' })}`,
    acknowledgeAll: (n: number) => `Acknowledge all ${n}`,
    show: 'Show each',
    hide: 'Show as one line',
    acknowledged: (n: number) =>
      `${count(n, { one: 'alarm', other: 'alarms' })} acknowledged, each in the log.`,
    acknowledgedBut: (n: number, refused: number) =>
      `${count(n, { one: 'alarm', other: 'alarms' })} acknowledged; ${refused} had changed or somebody was quicker.`,
    nuisance: 'Nuisance',
    noNuisance: 'No nuisance',
    nuisanceBy: (name: string) => `nuisance, says ${name}`,
    marked: 'Marked as a nuisance: it counts against its rule.',
    unmarked: 'No longer marked as a nuisance.',
  },
};
