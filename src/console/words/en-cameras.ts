/** English of the camera pages, the player and the editors. */

import type { CameraState } from '../../contract/shapes.ts';
import type { Category } from '../../core/detection.ts';
import type { CalibrationRefusal } from '../../core/ground.ts';
import type { RuleUnfit } from '../../core/situation/index.ts';
import type { ZoneSituationKind } from '../../core/zone.ts';
import type { Preset } from '../cameras/presets.ts';
import type { ZoneFault } from '../cameras/zone-shape.ts';
import { proposalWords } from './en-proposal.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');

const presets: { readonly [P in Preset]: { readonly name: string; readonly hint: string } } = {
  crowding: { name: 'Crowding here', hint: 'Tells when too many people stand close together.' },
  closed: {
    name: 'Nobody may be here',
    hint: 'Tells when someone stands in a closed place: a roof, a plant, works.',
  },
  track: { name: 'Track', hint: 'Tells when someone stands on the track.' },
  carriageway: { name: 'Carriageway', hint: 'Tells when someone walks where vehicles drive.' },
  queue: { name: 'Queue of people', hint: 'Tells when a queue to the tip of the arrow grows too long.' },
  'left-object': { name: 'Left object', hint: 'Tells when something was set down and nobody is near.' },
  'count-line': { name: 'Count across this line', hint: 'Counts who crosses, each way. Raises no alarm.' },
  'wrong-way': { name: 'Wrong way', hint: 'Tells when a vehicle drives against the arrow.' },
  'stopped-vehicle': { name: 'Stopped vehicle', hint: 'Tells when a vehicle stands where it should move.' },
};

const faults: { readonly [F in ZoneFault]: string } = {
  'no-name': 'has no name. Give it one: alarms say it.',
  'too-few-points': 'has too few corners. Add corners, or remove it.',
  'crosses-itself': 'crosses itself. Move a corner until no sides cross.',
  'too-small': 'is too small to hold a person. Make it larger.',
  'too-short': 'is too short to cross. Make it longer.',
  'needs-direction': 'has a wrong-way rule but no arrow. Draw the arrow of permitted travel.',
  'rule-does-not-fit': 'has a rule that does not fit its shape. Remove the rule.',
};

const rules: { readonly [K in ZoneSituationKind]: { readonly name: string; readonly sentence: string } } = {
  crowding: {
    name: 'Crowding',
    sentence: 'Raises an alarm when people stand denser than this, or more of them than this.',
  },
  intrusion: { name: 'Intrusion', sentence: 'Raises an alarm when one of these stands in the zone.' },
  'line-crossing': {
    name: 'Line crossing',
    sentence: 'Raises an alarm each time one of these crosses the line.',
  },
  'wrong-way': { name: 'Wrong way', sentence: 'Raises an alarm when one of these goes against the arrow.' },
  pressure: {
    name: 'Crowd pressure',
    sentence: 'Raises an alarm when a dense crowd is shaken: density times the spread of velocities.',
  },
  'counter-flow': {
    name: 'Counter-flow',
    sentence: 'Raises an alarm when a good part of the walkers goes against the others.',
  },
  dispersal: { name: 'Sudden dispersal', sentence: 'Raises an alarm when people run apart at once.' },
  queue: {
    name: 'Queue of people',
    sentence: 'Raises an alarm when the queue to the tip of the arrow is too long, or the wait.',
  },
  loitering: {
    name: 'Loitering',
    sentence: 'Raises an alarm when someone stays in the zone. Nobody is known again after leaving it.',
  },
  'person-on-track': {
    name: 'Person on the track',
    sentence: 'Raises an alarm when someone stands in the zone: draw the track.',
  },
  'pedestrian-on-carriageway': {
    name: 'Pedestrian on the carriageway',
    sentence: 'Raises an alarm when one of these is in the zone: draw the carriageway.',
  },
  'slow-traffic': {
    name: 'Slow traffic',
    sentence: 'Raises an alarm when vehicles drive much slower than they freely would.',
  },
  'traffic-queue': {
    name: 'Traffic queue',
    sentence: 'Raises an alarm when this many vehicles crawl or stand.',
  },
  'left-object': {
    name: 'Left object',
    sentence: 'Raises an alarm when something was set down and nobody is near.',
  },
  'removed-object': {
    name: 'Removed object',
    sentence: 'Raises an alarm when something that stood here is gone.',
  },
  'stopped-vehicle': {
    name: 'Stopped vehicle',
    sentence: 'Raises an alarm when a vehicle stands still outside a queue.',
  },
};

/** Why a rule can never fire, and what to do. */
const unfit: { readonly [R in RuleUnfit]: string } = {
  'needs-area': 'needs an area, and this is a line. Remove the rule, or draw an area.',
  'needs-line': 'needs a line, and this is an area. Remove the rule, or draw a line.',
  'needs-direction': 'needs the arrow of permitted travel. Draw it.',
  'needs-calibration':
    'asks for a density, but the camera is not calibrated. Calibrate it, or give a number of people.',
  'too-far': 'asks for a density, but this zone is too far away to measure one. Give a number of people.',
  'needs-metres':
    'works in metres, and there are none here. Calibrate the camera, or draw the zone nearer to it.',
  'too-short': 'asks for a longer way than the zone has. Lengthen the zone, or shorten the distance.',
};

/** Explanation of each number of a rule. */
const fields: { readonly [key: string]: string } = {
  limitPerM2: 'More people per square metre than',
  limitCount: 'Or more people than (empty: not used)',
  holdMs: 'For at least',
  clearMs: 'Over when calm for',
  minSpeedMps: 'Faster than',
  distanceM: 'Over a distance of',
  limitPerS2: 'Pressure above',
  minPerM2: 'Only when denser than',
  minIndex: 'Share against the others above',
  minPeople: 'Of at least this many',
  maxLengthM: 'Longer than (empty: not used)',
  maxWaitMs: 'Or a wait longer than (empty: not used)',
  gapM: 'The next in line stands within',
  freeFlowMps: 'Free speed (empty: learned)',
  share: 'Slower than this share of it',
  minVehicles: 'At least this many vehicles',
  ownerDistanceM: 'Nobody nearer than (empty: nobody in the zone)',
  maxSpeedMps: 'Slower than',
  queueNeighbours: 'It is a queue when this many others stand too',
};

const things: { readonly [C in Category]: string } = {
  person: 'people',
  bicycle: 'bicycles',
  vehicle: 'vehicles',
};

const stateHelp: { readonly [S in Exclude<CameraState, 'live'>]: string } = {
  connecting: 'Opening the stream.',
  lost: 'The stream broke off. It is tried again by itself.',
  failed: 'The stream cannot be opened. Check address, user name, password and network.',
  disabled: 'This camera is switched off. Nothing is measured here.',
};

const refusals: { readonly [R in CalibrationRefusal]: string } = {
  'not-finite': 'A point is not a number or absurdly far away. Set it again.',
  'too-few': 'Too few points.',
  'on-a-line': 'The points lie nearly on one line. Add points well to both sides of it.',
  'beyond-horizon':
    'One point would lie above the horizon of the others. Check which picture point belongs to which ground point.',
  unconfirmed: 'The proposed points are not confirmed by measured ones.',
  residual: 'The points disagree.',
};

export const cameraWords = {
  proposal: proposalWords,
  cameras: {
    title: 'Cameras',
    search: 'Search cameras',
    searchHint: 'Name, purpose or id',
    none: 'No camera yet.',
    noneHint: 'Add the first one: paste an address or give the path of a video file.',
    noMatch: (text: string) => `No camera matches “${text}”.`,
    add: 'Add a camera',
    shown: (n: number, of: number) =>
      n === of ? count(n, { one: 'camera', other: 'cameras' }) : `${n} of ${of}`,
    zones: (n: number) => count(n, { one: 'zone', other: 'zones' }),
    noZones: 'no zones',
    columns: { name: 'Camera', state: 'State', now: 'Now', age: 'Frame age', zones: 'Zones' },
    gone: 'This camera does not exist, or was removed.',
    toList: 'All cameras',
    stateHelp,
    notes: 'What to look at',
    movedTitle: 'The camera looks elsewhere than it did',
    movedWhat:
      'Zones and calibration may no longer lie where they were drawn, so nothing is measured. Turn the camera back; or move zones and calibrate anew for what it sees now. If all still lies where it should, confirm the view: measuring goes on within half a minute.',
    confirmView: 'Confirm the view',
    viewConfirmed: (name: string) => `${name}: the present view is the one to keep to`,
    actions: 'Camera actions',
    edit: 'Edit camera',
    editZones: 'Zones',
    calibrate: 'Calibrate',
    watch: 'Picture',
    enable: 'Switch on',
    disable: 'Switch off',
    enabled: (name: string) => `${name} is switched on.`,
    disabled: (name: string) => `${name} is switched off. Nothing is measured there now.`,
    saved: (name: string) => `${name} is saved.`,
    added: (name: string) => `${name} is added.`,
    removed: (name: string) => `${name} is removed.`,
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeWhat: (zones: number) =>
      `This removes the camera${zones === 0 ? '' : ` with its ${count(zones, { one: 'zone', other: 'zones' })}`}, all its measures, its alarms and their pictures. It cannot be taken back.`,
    removeType: (name: string) => `Type ${name} to confirm`,
    calibrated: (residual: string) => `calibrated, ±${residual} m`,
    uncalibrated: 'not calibrated: counts only',
    measures: 'Measures',
    measuresEmpty: 'No measures yet. Draw a zone: measuring begins within a second.',
    measuresNoneIn: 'Nothing was measured here in the last ten minutes.',
    allZones: 'All zones',
    quietSeries: (n: number) => `${count(n, { one: 'series', other: 'series' })} at zero`,
    hideQuiet: 'Hide series at zero',
    latest: 'now',
    chartLabel: (what: string, zone: string, value: string) =>
      `${what}, ${zone}: ${value}. Last ten minutes.`,
    timeline: 'Situations',
    timelineSpan: 'last hour',
    timelineEmpty: 'No situation in the last hour.',
    cameraItself: 'Camera',
    bar: (what: string, from: string, lasted: string) => `${what}, since ${from}, ${lasted}`,
    barOpen: (what: string, from: string) => `${what}, since ${from}, still there`,
    form: {
      addTitle: 'Add a camera',
      editTitle: (name: string) => `Edit ${name}`,
      address: 'Address or file',
      addressHint:
        'rtsp://user:password@192.168.1.20/stream2, or the path of a video file on the server. Choose the low-resolution stream: it is the one analysed.',
      addressBad: 'An address begins with rtsp:// or rtsps://; anything else is the path of a video file.',
      addressEmpty: 'Paste the address of the stream, or the path of a video file.',
      credentials: 'User name and password read as *** and are kept. Type over them to change them.',
      main: 'Main stream',
      mainHint: 'The full-resolution stream, for sealed originals. Leave empty if there is none.',
      name: 'Name',
      nameHint: 'What an operator says: “Platform 2, stairs”.',
      nameEmpty: 'Give the camera a name.',
      purpose: 'Purpose',
      purposeHint: 'Why this camera exists. Shown to the public.',
      place: 'Place',
      placeHint: 'Click the map, or type coordinates.',
      placeMap: 'Map: click to place the camera. The coordinates below do the same.',
      latitude: 'Latitude',
      longitude: 'Longitude',
      placeBad: 'Latitude is -90 to 90, longitude -180 to 180.',
      level: 'Level',
      levelHint: 'As on the floor plans: 0 is the street, below it negative. Empty: in no building.',
      levelBad: 'A level is a whole number from -20 to 200.',
      fps: 'Analysed frames per second',
      fpsHint: '5 is enough for people on foot; 10 for fast traffic. More costs more.',
      enabled: 'Switched on',
      more: 'More',
      submitAdd: 'Add the camera',
      conflict:
        'Somebody else changed this camera meanwhile. Their version is loaded now; change it again if you still want to.',
    },
  },
  media: {
    picture: (name: string) => `Live masked picture of ${name}`,
    tile: (name: string, state: string) => `${name}, ${state}`,
    age: (age: string) => `picture ${age} old`,
    ageShort: (age: string) => `${age} old`,
    fresh: 'live',
    connecting: 'Waiting for the first picture.',
    reconnecting: 'Connection to the server lost. It is tried again by itself.',
    stale: (age: string) => `This picture is ${age} old.`,
    paused: 'Paused while the tab is hidden.',
    sealed: 'Sealed originals are kept',
    snapshots:
      'One picture a second: this browser cannot play the stream here. Open the console over https for full motion.',
  },
  editor: {
    zonesTitle: 'Zones',
    canvas: 'Zone editor. Arrow keys move the cross-hair, Enter sets a point, Escape stops.',
    add: 'What do you want here?',
    presets,
    how: 'Draw',
    box: 'Two corners',
    corners: 'Corner by corner',
    drawBox: 'Click one corner, then the opposite one.',
    drawCorners: (n: number): string =>
      n < 3 ? 'Click corner after corner.' : 'Click the first corner or press Finish to close the shape.',
    drawLine: 'Click one end, then the other.',
    finish: 'Finish',
    undo: 'Undo',
    redo: 'Redo',
    save: 'Save zones',
    saved: 'Zones are saved and measuring.',
    unsaved: 'Unsaved changes',
    leave: 'The zones have unsaved changes. Leave without saving?',
    discard: 'Leave without saving',
    stay: 'Keep editing',
    done: 'Done',
    empty: 'No zone yet. Choose what you want above, then click twice in the picture.',
    area: 'Area',
    line: 'Line',
    name: 'Name',
    remove: 'Remove zone',
    removeCorner: 'Remove corner',
    flipArrow: 'Turn the arrow round',
    flipLine: 'Swap in and out',
    lineSides: '“In” is to the right when going from A to B.',
    arrowHint: 'The arrow points the permitted way.',
    corner: (zone: string, i: number, n: number) =>
      `${zone}, corner ${i} of ${n}. Arrow keys move it, Delete removes it.`,
    end: (zone: string, name: string) => `${zone}, end ${name}. Arrow keys move it.`,
    arrow: (zone: string, isTip: boolean) =>
      `${zone}, ${isTip ? 'tip' : 'tail'} of the arrow. Arrow keys move it.`,
    side: (zone: string, i: number) => `${zone}, side ${i}: add a corner`,
    rules: 'Rules',
    rulesNone: 'No rule: measured, but never an alarm.',
    addRule: 'Add a rule',
    removeRule: 'Remove rule',
    rule: rules,
    fields,
    of: 'Of',
    things,
    direction: 'Direction',
    directions: { in: 'in', out: 'out', both: 'both ways' },
    needsCalibration: 'Not calibrated: metres are guessed from the size of each vehicle, which is less sure.',
    beyondRange: (limit: string) =>
      `Above ${limit} /m² people hide each other: from there on it counts as crowded, whatever the limit.`,
    unfit,
    trial: {
      button: 'Try on the last 7 days',
      result: (told: number, then: number) => `Told in 7 days: ${told}. With these numbers: ${then}.`,
      resultNew: (then: number) => `With this rule: ${then} in 7 days.`,
      basis: {
        measures: 'Judged anew from what was measured each second.',
        situations: 'Of what was told, without what was over sooner.',
      },
      differs: (asIs: number) =>
        `The same judgement with the rule as it is finds ${asIs}: it was changed in that time, or the camera saw more than is kept. Take it as a guide.`,
      limit: {
        'not-kept':
          'This change cannot be tried on the past: it goes by tracks, and tracks are never kept. A longer hold time can.',
        'shorter-hold':
          'A shorter hold time cannot be tried on the past: what was over sooner was never told.',
      },
      times: 'These would be told',
      more: (n: number) => `and ${n} more`,
    },
    unfitTitle: 'Rules that can never raise an alarm',
    unfitHere: (why: string) => `This rule can never raise an alarm: it ${why}`,
    unitPeople: 'people',
    unitVehicles: 'vehicles',
    faults,
    faultsTitle: 'Before saving',
    conflict: 'Somebody else saved the zones of this camera meanwhile. Nothing of yours was lost.',
    takeTheirs: 'Load theirs, drop mine',
    keepMine: 'Keep mine; saving writes over theirs',
    failed: (why: string) => `The zones were not saved. ${why}`,
    keys: 'Arrows move 1 px, with Shift 10. Delete removes. Ctrl Z undoes.',

    calibrationTitle: 'Calibration',
    calibrationKeys: 'Arrows move the chosen point by 1 px, with Shift 10. Delete removes it. Ctrl Z undoes.',
    calibrationLeave: 'The calibration has unsaved changes. Leave without saving?',
    calibrationLead: 'Tie points of the picture to points of the ground. Then measures come in metres.',
    calibrationCanvas: 'Calibration picture. Click to set a point; arrow keys move the focused one.',
    modes: { metres: 'Metres', rectangle: 'Rectangle', map: 'Map' },
    modeHints: {
      metres:
        'Choose an origin on the ground. For each point give metres to the right and metres ahead of it, as measured with a tape.',
      rectangle:
        'Click the four corners of something rectangular on the ground, going round from the near left one. Then add at least two more points, measured from the first corner.',
      map: 'Click a point in the picture, then the same point on the map.',
    },
    width: 'Width, near side',
    depth: 'Depth',
    right: 'Right',
    ahead: 'Ahead',
    east: 'East',
    north: 'North',
    metre: 'm',
    point: (i: number) => `Point ${i}`,
    pointLabel: (i: number, residual: string | null) =>
      residual === null
        ? `Point ${i}. Arrow keys move it.`
        : `Point ${i}, off by ${residual} m. Arrow keys move it.`,
    removePoint: (i: number) => `Remove point ${i}`,
    clear: 'Start again',
    rectangleCorner: (i: number) =>
      [
        'Click the near left corner.',
        'Click the near right corner.',
        'Click the far right corner.',
        'Click the far left corner.',
      ][i] ?? 'Add more points to know the error.',
    pending: 'Now click the same point on the map.',
    pickPicture: 'Click a point on the ground in the picture.',
    needMore: (have: number, least: number, advised: number) =>
      `${count(have, { one: 'point', other: 'points' })}. ${least} are needed, ${advised} or more are better, spread over the whole ground in view.`,
    residual: 'Off by (median)',
    residualAt: 'Off by',
    limit: (metres: string) => `at most ${metres} m`,
    accepted: 'Good enough to keep.',
    refusals,
    disagree: (by: string, limit: string, worst: number) =>
      `The points disagree by ${by} m; at most ${limit} m is accepted. Point ${worst} is the worst: correct or remove it.`,
    field: 'Metres per pixel',
    fieldHint: (limit: string) => `Hatched beyond ${limit} m per pixel: counting only.`,
    checking: 'Checking',
    saveCalibration: 'Keep calibration',
    removeCalibration: 'Remove calibration',
    removeCalibrationSure:
      'Without calibration nothing is measured in metres: density, speed and wrong way stop.',
    calibrationSaved: 'The calibration is kept. Measures come in metres from now on.',
    calibrationRemoved: 'The calibration is removed.',
    calibrationConflict:
      'Somebody else changed this camera meanwhile. Look at their version, then save again.',
    noPosition: 'This camera has no place on the map yet. Give it one under “Edit camera”, or use metres.',
    mapLabel: 'Ground map: click the place of the chosen picture point.',
  },
};
