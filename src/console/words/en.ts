/** English. Every other language has exactly these keys. */

import { alarmTitles } from '../../contract/alarm-titles.ts';
import type { CameraState } from '../../contract/shapes.ts';
import type { Role } from '../../core/access.ts';
import type { AlarmState } from '../../core/alarm/alarm.ts';
import { rationalisation } from '../../core/alarm/rationalisation.ts';
import type { Category } from '../../core/detection.ts';
import type { Measure } from '../../core/measure/measure.ts';
import type { Priority } from '../../core/priority.ts';
import { kindNames } from '../../core/situation/kind-names.ts';
import type { SituationKind } from '../../core/zone.ts';
import { accuracyWords } from './en-accuracy.ts';
import { alarmFiguresActions, alarmFiguresProblems, alarmFiguresWords } from './en-alarm-figures.ts';
import {
  alarmLifeActions,
  alarmLifeKeys,
  alarmLifeProblems,
  alarmLifeWords,
  alarmStatesAside,
} from './en-alarm-life.ts';
import { areaWords } from './en-area.ts';
import { cameraListActions, cameraListWords } from './en-camera-lists.ts';
import { cameraWords } from './en-cameras.ts';
import { exits, stateCauses } from './en-causes.ts';
import { evidenceActions, evidenceProblems, evidenceWords } from './en-evidence.ts';
import { exerciseActions, exerciseWords } from './en-exercise.ts';
import { exhibitActions, exhibitProblems, exhibitWords } from './en-exhibits.ts';
import { findings } from './en-findings.ts';
import { footageKeys, footageWords } from './en-footage.ts';
import { handoverWords } from './en-handover.ts';
import { incidentFiguresProblems, incidentFiguresWords } from './en-incident-figures.ts';
import { incidentActions, incidentKeys, incidentProblems, incidentWords } from './en-incidents.ts';
import { notificationActions, notificationProblems, notificationWords } from './en-notifications.ts';
import { planActions, planProblems, planWords } from './en-plans.ts';
import { procedureWords } from './en-procedures.ts';
import { unitAuditActions, unitProblems, unitWords } from './en-units.ts';
import { wallActions, wallKeys, wallProblems, wallWords } from './en-wall.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');
const cameras = (n: number) => count(n, { one: 'camera', other: 'cameras' });

export type Advice = { readonly cause: string; readonly consequence: string; readonly response: string };

const advice: { readonly [K in SituationKind]: Advice } = rationalisation;

const priorities: { readonly [P in Priority]: string } = { high: 'High', medium: 'Medium', low: 'Low' };

const alarmStates: { readonly [S in AlarmState]: string } = {
  unacknowledged: 'Unacknowledged',
  acknowledged: 'Acknowledged',
  'returned-unacknowledged': 'Over, unacknowledged',
  normal: 'Over',
  ...alarmStatesAside,
};

const cameraStates: { readonly [S in CameraState]: string } = {
  connecting: 'Connecting',
  live: 'Measuring',
  lost: 'Lost',
  failed: 'Failed',
  disabled: 'Switched off',
};

const roles: { readonly [R in Role]: string } = {
  administrator: 'Administrator',
  operator: 'Operator',
  viewer: 'Viewer',
  investigator: 'Investigator',
  custodian: 'Custodian',
  unit: 'Unit',
};

const categories: { readonly [C in Category]: string } = {
  person: 'People',
  bicycle: 'Bicycles',
  vehicle: 'Vehicles',
};

const measures: { readonly [K in Measure['kind']]: string } = {
  count: 'Count',
  density: 'Density',
  'line-flow': 'Flow',
  'mean-speed': 'Mean speed',
  dwell: 'Dwell',
  'crowd-pressure': 'Crowd pressure',
  'counter-flow': 'Counter-flow',
  'queue-length': 'Queue length',
  wait: 'Wait',
  unattended: 'Nobody near',
  causes: 'In all so far',
};

const notes: { readonly [N in NonNullable<Measure['note']>]: string } = {
  'not-calibrated': 'Not measured: the camera is not calibrated',
  'nothing-seen': 'Nothing seen to measure',
  'not-measuring': 'Not measuring',
  'beyond-range': 'Beyond measuring range: at least this much',
  'by-area': 'Too dense to tell people apart: from the area they cover',
  'by-flow': 'Too dense to tell people apart: from how the crowd’s texture moves, at least this much',
};

export const en = {
  languageName: 'English',
  product: 'Lamplighter',
  motto: 'Situations, never identities.',

  nav: {
    label: 'Pages',
    watch: 'Watch',
    wall: 'Wall',
    alarms: 'Alarms',
    units: 'Units',
    incidents: 'Incidents',
    cameras: 'Cameras',
    footage: 'Footage',
    evidence: 'Evidence',
    health: 'Health',
    settings: 'Settings',
    skip: 'Skip to the page',
  },

  common: {
    save: 'Save',
    cancel: 'Cancel',
    undo: 'Undo',
    close: 'Close',
    retry: 'Try again',
    back: 'Back',
    loading: 'Loading',
    on: 'on',
    off: 'off',
    yes: 'Yes',
    no: 'No',
    ago: (duration: string) => `${duration} ago`,
    cameras,
    simulated: 'Simulated',
    showPassword: 'Show the password',
    simulatedOf: (n: number, total: number) => `${n} of ${total} simulated`,
    simulatedHint: 'These pictures come from a simulated city, not from real cameras.',
    notFound: 'There is no such page. Go back to Watch.',
    broken: 'This part of the page stopped working. The rest goes on.',
    unread: 'The server sent an answer that could not be read. Try again; if it stays, look at Health.',
    unreachable: 'The server cannot be reached. Check the network; the console tries again by itself.',
  },

  /** Refusals of the server by kind; what is not here is told in the server's own words. */
  problems: {
    'setup-link':
      'This link is not valid any more: it was used, or a restart replaced it. Take the newest one from the log of the server.',
    'already-set-up': 'The first administrator exists already. Sign in.',
    'name-taken': 'This name is taken. Choose another.',
    'last-administrator': 'This is the last administrator. Make another one first.',
    'not-allowed': 'Your role does not allow this. Ask an administrator.',
    'version-conflict': 'Somebody else changed this meanwhile. Look at its newest state, then decide.',
    'too-many-attempts': 'Too many attempts. Wait a minute, then try again.',
    'too-many-requests': 'Too many requests. Wait a minute, then try again.',
    'database-down': 'The database does not answer. It is restarted by itself; try again in a few seconds.',
    internal:
      'The server failed at this. Try again; if it stays, look at Health and at the log of the server.',
    ...evidenceProblems,
    ...exhibitProblems,
    ...notificationProblems,
    ...unitProblems,
    ...wallProblems,
    ...planProblems,
    ...incidentProblems,
    ...alarmLifeProblems,
    ...alarmFiguresProblems,
    ...incidentFiguresProblems,
  },

  top: {
    search: 'Search',
    searchHint: 'Search cameras, alarms, places and actions',
    keys: 'Keys',
    signOut: 'Sign out',
    healthGood: 'System well',
    healthBad: (n: number) => count(n, { one: 'fault', other: 'faults' }),
    account: (name: string, role: string) => `${name}, ${role}`,
    theme: 'Theme',
  },

  connection: {
    lost: (since: string) => `Connection lost ${since} ago. What you see is old; it resumes by itself.`,
    retryNow: 'Try now',
    resumed: 'Connected again. Nothing was missed.',
  },

  theme: { auto: 'As the system', dark: 'Dark', light: 'Light' },

  setup: {
    title: 'First start',
    lead: 'Make the first administrator. The link you opened works once.',
    name: 'Name',
    nameHint: '2 to 40 letters, digits, . _ or -',
    password: 'Password',
    passwordHint: '12 characters or more. Length matters more than symbols: four unrelated words are good.',
    passwordShort: (missing: number) => `${count(missing, { one: 'character', other: 'characters' })} to go`,
    passwordEnough: 'Long enough',
    repeat: 'Password again',
    repeatDiffers: 'The two passwords differ.',
    submit: 'Make the administrator',
    noToken:
      'This page needs the one-time link that the server printed when it first started. Copy the whole link, with everything after #.',
    done: 'The first administrator exists already. Sign in.',
    privacyTitle: 'What Lamplighter does not do',
    privacy: [
      'It recognises nobody: no faces, no plates, no gait.',
      'People are masked before a picture is shown or kept.',
      'It takes no action against anyone: a person decides.',
    ],
  },

  signIn: {
    title: 'Sign in',
    name: 'Name',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'Name or password is wrong. Try again, or ask an administrator for a new password.',
    expired: 'Your session has ended. Sign in again; you come back to the same place.',
    needsSetup: 'Nobody can sign in yet. Open the one-time link that the server printed when it started.',
  },

  watch: {
    title: 'Watch',
    map: 'Map',
    queue: 'Queue',
    mapLabel: 'Map of cameras, zones and alarms',
    noPlaces: 'No camera has a place on the map yet.',
    noPlacesHint: 'Open a camera and give it a position to see it here.',
    noCameras: 'No camera yet.',
    noCamerasHint: 'Add the first one: paste an address or choose a file.',
    addCamera: 'Add a camera',
    fit: 'Show all',
    scale: { metres: 'm', kilometres: 'km' },
    legend: 'People per m²',
    legendLabel: 'What the map shows',
    notMeasuring: 'not measuring',
    flowSign: 'pass a line per minute',
    fieldSign: 'where a camera measures',
    /** @param span seconds; null where nothing is measured. */
    dataAge: (measured: number, zones: number, span: { newest: number; oldest: number } | null) =>
      `${measured} of ${zones} zones in view measured${span === null ? '' : `, ${span.newest === span.oldest ? span.newest : `${span.newest} to ${span.oldest}`} s ago`}.`,
    faded: 'Faded: over 5 s.',
    levels: 'Levels of the buildings in view',
    level: (level: number) => `Level ${level}`,
    noLevel: 'No plan',
    comeNearer: 'Zoom in to see density, flow and fields of view.',
    layers: 'Layers',
    layerNames: { density: 'Density', flow: 'Flow across lines', views: 'Fields of view' },
    legendWords: ['free', 'slower', 'dense', 'touching', 'dangerous'],
    dock: 'Pictures',
    openCamera: (name: string) => `Open ${name}`,
    unplaced: (n: number) => `${cameras(n)} without a place`,
    groundHint: 'No map file: a grid of the ground, in metres.',
    gridStep: (metres: string) => `Grid ${metres} m`,
  },

  quiet: {
    allMeasuring: (n: number) => (n === 1 ? 'The camera is measuring.' : `All ${cameras(n)} measuring.`),
    someMeasuring: (measuring: number, n: number) => `${measuring} of ${cameras(n)} measuring.`,
    noCameras: 'No camera is measuring.',
    lastAlarm: (ago: string) => `Last alarm ${ago} ago.`,
    noAlarm: 'No alarm yet.',
  },

  alarms: {
    title: 'Alarms',
    queue: 'Alarm queue',
    titles: alarmTitles.en,
    kinds: kindNames.en,
    advice,
    priorities,
    states: alarmStates,
    acknowledge: 'Acknowledge',
    acknowledging: 'Acknowledging',
    acknowledgedBy: (name: string, at: string) => `Acknowledged by ${name}, ${at}`,
    open: 'Open',
    openCamera: 'Camera',
    next: 'Next',
    previous: 'Previous',
    priority: (word: string) => `${word} priority`,
    position: (i: number, n: number) => `${i} of ${n}`,
    more: (n: number) => `${n} more`,
    unacknowledged: (n: number) => `${n} unacknowledged`,
    acknowledgedGroup: (n: number) => `${n} acknowledged, still there`,
    since: 'Since',
    again: 'Again since',
    where: 'Where',
    zone: 'Zone',
    why: 'Why',
    whyNothing: 'This alarm comes from the camera itself, not from a measure.',
    what: 'What to do',
    cause: 'Usual cause',
    consequence: 'If nobody acts',
    respondWithin: (duration: string) => `Answer within ${duration}`,
    overdue: (duration: string) => `Answer overdue by ${duration}`,
    history: 'What happened here before',
    historyEmpty: 'No other alarm at this camera.',
    picture: 'Masked picture of the moment',
    clip: 'The ten seconds before, masked',
    noPicture: 'No picture was kept for this alarm.',
    certainty: (share: string) => `certainty ${share}`,
    levelOfService: (level: string) => `level of service ${level}`,
    raised: (at: string) => `raised ${at}`,
    over: (at: string) => `over ${at}`,
    lasted: (duration: string) => `lasted ${duration}`,
    conflict: (name: string) => `${name} was quicker: this alarm was already acknowledged.`,
    conflictUnknown: 'The alarm changed meanwhile. It now shows its newest state; look, then decide.',
    failed: 'The alarm could not be acknowledged. Try again.',
    gone: 'This alarm does not exist, or was removed with its camera.',
    showOpen: 'Open',
    showAll: 'All',
    none: 'No open alarm.',
    noneAtAll: 'No alarm was ever raised here.',
    columns: {
      priority: 'Priority',
      what: 'What',
      where: 'Camera',
      state: 'State',
      raised: 'Raised',
      lasted: 'Lasted',
    },
    limit: (value: string) => `limit ${value}`,
    seen: (share: string) => `${share} of the zone seen`,
    over5s: (window: string) => `over ${window}`,
  },

  measures: {
    kinds: measures,
    categories,
    notes,
    directions: { in: 'in', out: 'out' },
    stale: (age: string) => `${age} old`,
    band: (value: string) => `±${value}`,
  },

  cameraStates,
  stateCauses,

  health: {
    title: 'Health',
    good: 'All is well.',
    goodDetail: (n: number) =>
      n === 0 ? 'No camera yet.' : `${cameras(n)} watched; nothing is late, nothing is lost.`,
    bad: (n: number) => `${count(n, { one: 'thing needs', other: 'things need' })} a look.`,
    first: 'First',
    findings,
    unknownFinding: (key: string, values: string): { readonly what: string; readonly act: string } => ({
      what: `The server reports “${key}”${values === '' ? '' : ` (${values})`}.`,
      act: 'Look at the rows below for the stage it concerns.',
    }),
    stages: {
      open: 'Open the stream',
      decode: 'Decode',
      detect: 'Detect',
      track: 'Track',
      measure: 'Measure',
      mask: 'Mask',
      encode: 'Encode',
      deliver: 'Deliver to viewers',
      store: 'Store',
    },
    stagesTitle: 'From camera to database',
    stage: 'Stage',
    p50: 'Half within',
    p95: '95 % within',
    trend: 'Last minutes',
    count: 'Frames',
    dropped: 'Dropped',
    camerasTitle: 'Cameras',
    camera: 'Camera',
    state: 'State',
    stream: 'Stream',
    fps: 'Analysed / detected',
    frameAge: 'Frame age',
    reconnects: 'Reconnects',
    fullyMasked: 'Whole picture',
    quiet: 'quiet',
    processesTitle: 'Processes',
    process: 'Process',
    restarts: 'Restarts',
    exits,
    lastExit: 'Last exit',
    memory: 'Memory',
    cpu: 'CPU',
    uptime: 'Running for',
    notRunning: 'not running',
    databaseTitle: 'Database',
    databaseUp: 'Up',
    databaseDown: 'Down',
    answersIn: (latency: string) => `answers in ${latency}`,
    size: (size: string) => `${size} on disk`,
    viewers: (n: number) => count(n, { one: 'live viewer', other: 'live viewers' }),
    openCamera: 'Open the camera',
    openCameras: 'Show the cameras',
    asOf: (at: string) => `as of ${at}`,
    fpsUnit: '/s',
  },

  settings: {
    title: 'Settings',
    you: 'You',
    console: 'This console',
    language: 'Language',
    theme: 'Theme',
    sound: 'Sound',
    soundOn: 'Sound for new alarms',
    soundHint: 'Three levels that sound different. Off until you switch it on; kept in this browser.',
    volume: 'Volume',
    test: (priority: string) => `Test: ${priority.toLowerCase()}`,
    password: 'Password',
    passwordCurrent: 'Current password',
    passwordNext: 'New password',
    passwordChange: 'Change the password',
    passwordChanged: 'The password is changed.',
    passwordWrong: 'The current password is wrong. Nothing was changed.',
    users: 'People',
    usersHint: 'Changing a role, a password or access ends that person’s sessions.',
    addUser: 'Add a person',
    userName: 'Name',
    userRole: 'Role',
    userPassword: 'Password',
    userAdded: (name: string) => `${name} can sign in now.`,
    enabled: 'May sign in',
    actions: 'Actions',
    disable: 'Take access away',
    enable: 'Give access back',
    newPassword: 'New password',
    since: 'Since',
    roles,
    yourself: 'you',
    audit: 'Audit',
    auditHint: 'Who did what, newest first.',
    auditWho: 'Who',
    auditWhat: 'What',
    auditTarget: 'To what',
    auditWhen: 'When',
    auditEmpty: 'Nothing recorded yet.',
    auditSystem: 'the system',
    auditNobody: 'nobody signed in',
    auditActions: {
      'setup.created': 'made the first administrator',
      'session.created': 'signed in',
      'session.refused': 'was refused at sign-in',
      'session.deleted': 'signed out',
      'password.changed': 'changed the own password',
      'user.created': 'added a person',
      'user.updated': 'changed a person',
      'camera.created': 'added a camera',
      'camera.updated': 'changed a camera',
      'camera.deleted': 'removed a camera',
      ...cameraListActions,
      'zones.replaced': 'changed zones',
      'calibration.replaced': 'changed the calibration',
      'labelling.started': 'began to label frames',
      'labelling.discarded': 'discarded frames',
      'accuracy.measured': 'measured the accuracy',
      'alarm.raised': 'raised an alarm',
      'alarm.re-raised': 'raised an alarm again',
      'alarm.returned': 'noted the end of an alarm',
      'alarm.acknowledged': 'acknowledged an alarm',
      'situation.changed': 'noted a change of a situation',
      'footage.viewed': 'looked back at footage',
      'footage.deleted': 'deleted footage',
      'footage.lost': 'removed a row without its file',
      'recording.updated': 'changed or proposed what is kept',
      'recording.approved': 'approved a longer term',
      'recording.declined': 'declined a longer term',
      'hold.created': 'put a hold on footage',
      'hold.released': 'ended a hold',
      'bookmark.created': 'marked a moment',
      'bookmark.deleted': 'removed a mark',
      ...evidenceActions,
      ...exhibitActions,
      ...notificationActions,
      ...exerciseActions,
      ...unitAuditActions,
      ...wallActions,
      ...planActions,
      ...incidentActions,
      ...alarmLifeActions,
      ...alarmFiguresActions,
    } as { readonly [action: string]: string },
    version: (version: string) => `Version ${version}`,
    licence: 'GPL-3.0-or-later. Free to use, study, change and share.',
  },

  keys: {
    title: 'Keys',
    acknowledge: 'Acknowledge the alarm',
    next: 'Next alarm',
    previous: 'Previous alarm',
    open: 'Open the alarm',
    search: 'Search',
    palette: 'Command palette',
    help: 'Show the keys',
    escape: 'Back to calm',
    groupAlarms: 'Alarms',
    groupEverywhere: 'Everywhere',
    ...footageKeys,
    ...alarmLifeKeys,
    ...incidentKeys,
    ...wallKeys,
  },

  palette: {
    placeholder: 'A camera, an alarm, a place, something to do',
    nothing: (text: string) => `Nothing is called “${text}”.`,
    groups: {
      page: 'Page',
      unit: 'Unit',
      camera: 'Camera',
      place: 'Place',
      alarm: 'Alarm',
      incident: 'Incident',
      action: 'Action',
    },
    results: (n: number) => count(n, { one: 'result', other: 'results' }),
    closed: (day: string) => `closed ${day}`,
  },

  ...cameraWords,
  ...cameraListWords,
  ...accuracyWords,
  ...evidenceWords,
  ...footageWords,
  ...exhibitWords,
  ...notificationWords,
  ...exerciseWords,
  ...alarmLifeWords,
  ...alarmFiguresWords,
  ...incidentFiguresWords,
  ...incidentWords,
  ...handoverWords,
  ...procedureWords,
  ...unitWords,
  ...wallWords,
  ...areaWords,
  ...planWords,
};

export type Words = typeof en;
