import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlarmView, CameraHealth, CameraView } from '../contract/shapes.ts';
import { advance, type City, type CityAction, emptyCity } from './state.ts';

const nowMs = 1_800_000_000_000;

function alarm(id: string, version: number, more: Partial<AlarmView> = {}): AlarmView {
  return {
    id,
    situationId: `s-${id}`,
    cameraId: 'square',
    zoneId: 'plaza',
    kind: 'crowding',
    priority: 'medium',
    state: 'unacknowledged',
    raisedAtMs: nowMs,
    askedAtMs: nowMs,
    unnoticedSinceMs: nowMs,
    escalations: [],
    isLatching: false,
    aside: null,
    times: 1,
    nuisanceBy: null,
    returnedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    version,
    situation: {
      id: `s-${id}`,
      cameraId: 'square',
      kind: 'crowding',
      zoneId: 'plaza',
      sinceMs: nowMs,
      detectedAtMs: nowMs,
      endedMs: null,
      certainty: 1,
      levelOfService: 'D',
      because: [],
    },
    cameraName: 'Square',
    zoneName: 'Plaza',
    hasPicture: true,
    ...more,
  };
}

function camera(id: string, version: number): CameraView {
  return {
    id,
    name: id,
    purpose: '',
    position: null,
    level: null,
    source: { analysisUrl: 'a.mp4', mainUrl: null, analysisFps: 5, isEnabled: true },
    calibration: null,
    zones: [],
    maskPolicy: { maxSidePx: 640, maxPxPerM: 62.5 },
    group: '',
    tags: [],
    isSimulated: false,
    version,
    state: 'live',
    stateMessage: null,
    stateCause: null,
  };
}

function after(...actions: CityAction[]): City {
  return actions.reduce(advance, emptyCity);
}

const hello = (resumed: boolean, offsetMs = 0): CityAction => ({
  type: 'event',
  event: { type: 'hello', resumed, serverTimeMs: nowMs + offsetMs, streamId: 's' },
  nowMs,
});
const told = (view: AlarmView): CityAction => ({
  type: 'event',
  event: { type: 'alarm', alarm: view },
  nowMs,
});

test('a list read late does not undo what events told meanwhile', () => {
  const city = after(hello(false), told(alarm('a', 3, { state: 'acknowledged' })), {
    type: 'alarms-read',
    alarms: [alarm('a', 2), alarm('b', 1)],
  });
  assert.equal(city.alarms.get('a')?.state, 'acknowledged');
  assert.equal(city.alarms.get('b')?.state, 'unacknowledged');
});

test('an alarm raised while the list was on its way stays', () => {
  const city = after(hello(false), told(alarm('new', 1)), { type: 'alarms-read', alarms: [] });
  assert.ok(city.alarms.has('new'));
});

test('an alarm that closed while nobody listened leaves when the list is read anew', () => {
  const before = after(hello(false), { type: 'alarms-read', alarms: [alarm('a', 1)] });
  const lost = advance(before, { type: 'connection-lost', nowMs });
  const back = advance(lost, hello(false));
  assert.ok(back.alarms.has('a'), 'until then it stays: showing none would look like calm');
  assert.ok(!advance(back, { type: 'alarms-read', alarms: [] }).alarms.has('a'));
});

test('a resumed connection keeps its lists and asks for none', () => {
  const before = after(hello(false), { type: 'alarms-read', alarms: [alarm('a', 1)] });
  const back = advance(advance(before, { type: 'connection-lost', nowMs }), hello(true));
  assert.equal(back.generation, before.generation);
  assert.equal(back.alarms.size, 1);
  assert.deepEqual(back.connection, { state: 'live' });
});

test('an older version never replaces a newer one', () => {
  assert.equal(
    after(told(alarm('a', 5)), told(alarm('a', 4, { state: 'normal' }))).alarms.get('a')?.version,
    5,
  );
});

test('a removed camera takes its alarms and measures along and does not come back by an old list', () => {
  const city = after(
    hello(false),
    { type: 'cameras-read', cameras: [camera('square', 1)] },
    told(alarm('a', 1)),
    { type: 'event', event: { type: 'measures', cameraId: 'square', measures: [] }, nowMs },
    { type: 'event', event: { type: 'camera-removed', cameraId: 'square' }, nowMs },
    { type: 'cameras-read', cameras: [camera('square', 1)] },
    { type: 'alarms-read', alarms: [alarm('a', 1)] },
  );
  assert.equal(city.cameras.size + city.alarms.size + city.measures.size, 0);
});

test('a camera changes its state by its health, whichever of health and list comes first', () => {
  const health = { cameraId: 'square', state: 'lost', stateMessage: 'No answer' } as CameraHealth;
  const told: CityAction = { type: 'event', event: { type: 'camera-health', health }, nowMs };
  const read: CityAction = { type: 'cameras-read', cameras: [camera('square', 1)] };
  for (const city of [after(hello(false), read, told), after(hello(false), told, read)]) {
    assert.equal(city.cameras.get('square')?.state, 'lost');
    assert.equal(city.cameras.get('square')?.stateMessage, 'No answer');
  }
});

test('after a break without resuming, the list says how a camera is, and not what was heard before it', () => {
  const health = { cameraId: 'square', state: 'live' } as CameraHealth;
  const told: CityAction = { type: 'event', event: { type: 'camera-health', health }, nowMs };
  const read: CityAction = { type: 'cameras-read', cameras: [{ ...camera('square', 1), state: 'lost' }] };
  assert.equal(after(hello(false), read, told, hello(false), read).cameras.get('square')?.state, 'lost');
  assert.equal(after(hello(false), read, told, hello(true)).health.get('square'), health);
});

test('a camera that is switched off stays so, whatever was last heard of it', () => {
  const health = { cameraId: 'square', state: 'live', stateMessage: null } as CameraHealth;
  const city = after(
    hello(false),
    { type: 'event', event: { type: 'camera-health', health }, nowMs },
    { type: 'cameras-read', cameras: [{ ...camera('square', 1), state: 'disabled' }] },
  );
  assert.equal(city.cameras.get('square')?.state, 'disabled');
});

test('ages are counted by the clock of the server', () => {
  assert.equal(after(hello(false, 7_000)).clockOffsetMs, 7_000);
});

test('the moment the line broke is kept, however often it is told', () => {
  const city = after(
    hello(false),
    { type: 'connection-lost', nowMs: 1_000 },
    { type: 'connection-lost', nowMs: 9_000 },
  );
  assert.deepEqual(city.connection, { state: 'lost', sinceMs: 1_000 });
});

test('closed alarms are kept in number, not for ever', () => {
  let city = emptyCity;
  for (let i = 0; i < 500; i++) {
    city = advance(city, told(alarm(`a${i}`, 1, { state: 'normal', raisedAtMs: nowMs + i })));
  }
  assert.equal(city.alarms.size, 200);
  assert.ok(city.alarms.has('a499'));
});

test('states of many cameras come in one, and each changes its own camera only', () => {
  const before = after(hello(false), { type: 'cameras-read', cameras: [camera('a', 1), camera('b', 1)] });
  const health = (cameraId: string, state: CameraView['state']) =>
    ({ cameraId, state, stateMessage: null, stateCause: null }) as CameraHealth;
  const city = advance(before, {
    type: 'event',
    event: {
      type: 'batch',
      states: [
        { type: 'measures', cameraId: 'a', measures: [] },
        { type: 'camera-health', health: health('a', 'live') },
        { type: 'camera-health', health: health('b', 'lost') },
      ],
    },
    nowMs,
  });
  assert.equal(city.cameras.get('b')?.state, 'lost');
  assert.equal(city.cameras.get('a'), before.cameras.get('a'), 'what has not changed is the same thing');
  assert.deepEqual([...city.health.keys()], ['a', 'b']);
});

test('a day of alarms leaves nothing behind but the alarms that are kept', () => {
  const read: CityAction[] = [
    { type: 'cameras-read', cameras: [] },
    { type: 'alarms-read', alarms: [] },
    { type: 'incidents-read', incidents: [] },
    { type: 'units-read', units: [] },
  ];
  let city = after(hello(false), ...read);
  for (let i = 0; i < 1_000; i++) city = advance(city, told(alarm(`a${i}`, 1, { state: 'normal' })));
  assert.equal(city.heard.size, 0);
  assert.equal(city.alarms.size, 200);
});

test('what is told while the lists are read anew outranks them again', () => {
  const before = after(
    hello(false),
    { type: 'cameras-read', cameras: [] },
    { type: 'alarms-read', alarms: [] },
  );
  const city = [
    hello(false),
    told(alarm('new', 2)),
    { type: 'alarms-read', alarms: [alarm('new', 1)] } as const,
  ].reduce(advance, before);
  assert.equal(city.alarms.get('new')?.version, 2);
});
