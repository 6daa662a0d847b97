/** The one live connection: server-sent events in, the city's state out. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { addressOf } from '../contract/client.ts';
import type { LiveEvent, StateEvent } from '../contract/events.ts';
import type { Handover } from '../contract/handovers.ts';
import type { Incident } from '../contract/incidents.ts';
import { mostWatched } from '../contract/routes/site.ts';
import type { AlarmView, CameraHealth, CameraView } from '../contract/shapes.ts';
import { stateKey } from '../contract/state-key.ts';
import type { UnitView } from '../contract/units.ts';
import type { Permission } from '../core/access.ts';
import type { Measure } from '../core/measure/measure.ts';
import { ApiProblem, call } from './client.ts';
import { advance, type City, type CityAction, emptyCity } from './state.ts';
import { createWatchedCameras } from './watched-cameras.ts';

/** Without a word for this long the server is asked whether it is there: heartbeats do not reach scripts. */
const silenceMs = 10_000;
const probeTimeoutMs = 5_000;
const reopenAfterMs = 3_000;
/** A flood is read whole: what is not in the list would not be in the queue. */
const mostAlarms = 2_000;
/** Numbers of many cameras are shown together: each redraw costs the same for one of them as for hundreds. */
const statesTogetherMs = 200;
/** An alarm after a quiet moment shows at once; in a flood, those that come this close together are drawn together. */
const alarmsTogetherMs = 80;

let city: City = emptyCity;
let source: EventSource | null = null;
let watchdog: ReturnType<typeof setInterval> | undefined;
let lastWordAtMs = 0;
/** Id of the last durable event: where the next connection goes on. Null: nothing was heard yet. */
let lastEventId: string | null = null;
let readGeneration = -1;
let permissions: readonly Permission[] = [];
let isProbing = false;
/** Whether the server takes what this page watches; else it tells of all cameras. */
let saysWhatItWatches = true;
const states = new Map<string, StateEvent>();
let statesTimer: ReturnType<typeof setTimeout> | undefined;
let shownAtMs = 0;
let showTimer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const eventListeners = new Set<(event: LiveEvent) => void>();
const watched = createWatchedCameras(tellWatched);

/** Opens the connection; it heals itself until `stopLive`. @param may what whoever signed in is allowed to read. */
export function startLive(may: readonly Permission[]): void {
  permissions = may;
  if (watchdog !== undefined) return;
  open();
  watchdog = setInterval(watch, 1_000);
}

export function stopLive(): void {
  clearInterval(watchdog);
  watchdog = undefined;
  source?.close();
  source = null;
  watched.begin(null);
  // Somebody else may sit down, and see other things: nothing is resumed.
  lastEventId = null;
  readGeneration = -1;
  clearTimeout(statesTimer);
  statesTimer = undefined;
  states.clear();
  apply({ type: 'signed-out' });
}

/** Opens anew at once, for the button beside "connection lost". */
export function retryLive(): void {
  source?.close();
  open();
}

/** Every event as it comes, for charts that append. @returns the way to stop. */
export function onLiveEvent(listener: (event: LiveEvent) => void): () => void {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

/** Puts an alarm that a call just answered into the state, without waiting for its event. */
export function putAlarm(alarm: AlarmView): void {
  apply({ type: 'event', event: { type: 'alarm', alarm }, nowMs: Date.now() });
}

/** Puts an incident that a call just answered into the state, without waiting for its event. */
export function putIncident(incident: Incident): void {
  apply({ type: 'event', event: { type: 'incident', incident }, nowMs: Date.now() });
}

/** Puts a camera that a call just answered into the state, without waiting for its event. */
export function putCamera(camera: CameraView): void {
  apply({ type: 'event', event: { type: 'camera', camera }, nowMs: Date.now() });
}

export function currentCity(): City {
  return city;
}

/** The whole state. Components that need one part take a narrower hook, so that 1 Hz measures do not redraw them. */
export function useCity<T>(select: (city: City) => T): T {
  return useSyncExternalStore(subscribe, () => select(city));
}

export function useCameras(): ReadonlyMap<string, CameraView> {
  return useCity((c) => c.cameras);
}

export function useCamera(cameraId: string): CameraView | undefined {
  return useCity((c) => c.cameras.get(cameraId));
}

export function useAlarms(): ReadonlyMap<string, AlarmView> {
  return useCity((c) => c.alarms);
}

/** Puts a unit that a call just answered into the state, without waiting for its event. */
export function putUnit(unit: UnitView): void {
  apply({ type: 'event', event: { type: 'unit', unit }, nowMs: Date.now() });
}

export function useUnits(): ReadonlyMap<string, UnitView> {
  return useCity((c) => c.units);
}

export function useIncidents(): ReadonlyMap<string, Incident> {
  return useCity((c) => c.incidents);
}

export function useHandover(): Handover | null {
  return useCity((c) => c.handover);
}

/** Puts a handover that a call just answered into the state, without waiting for its event. */
export function putHandover(handover: Handover): void {
  apply({ type: 'event', event: { type: 'handover', handover }, nowMs: Date.now() });
}

/** The numbers and the health of these cameras come while the component is there. */
export function useWatched(cameraIds: readonly string[]): void {
  const ids = cameraIds.join(' ');
  useEffect(() => (ids === '' ? undefined : watched.add(ids.split(' '))), [ids]);
}

const noMeasures: readonly Measure[] = [];
export function useMeasures(cameraId: string): readonly Measure[] {
  useWatched([cameraId]);
  return useCity((c) => c.measures.get(cameraId) ?? noMeasures);
}

export function useCameraHealth(cameraId: string): CameraHealth | undefined {
  useWatched([cameraId]);
  return useCity((c) => c.health.get(cameraId));
}

/** Server time in UTC ms, ticking; ages are counted against it, not against this machine's clock. */
export function useServerNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now() + city.clockOffsetMs);
  useEffect(() => onTick(everyMs, () => setNow(Date.now() + city.clockOffsetMs)), [everyMs]);
  return now;
}

/** One timer for all who ask for the same pace: a hundred ages on a page are then drawn at once, not a hundred times. */
const tickers = new Map<
  number,
  { readonly listeners: Set<() => void>; readonly timer: ReturnType<typeof setInterval> }
>();

function onTick(everyMs: number, listener: () => void): () => void {
  let ticker = tickers.get(everyMs);
  if (ticker === undefined) {
    const listening = new Set<() => void>();
    const timer = setInterval(() => {
      for (const tick of listening) tick();
    }, everyMs);
    ticker = { listeners: listening, timer };
    tickers.set(everyMs, ticker);
  }
  const { listeners: among, timer } = ticker;
  among.add(listener);
  return () => {
    among.delete(listener);
    if (among.size > 0) return;
    clearInterval(timer);
    tickers.delete(everyMs);
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function apply(action: CityAction): void {
  if (change(action)) show();
}

function change(action: CityAction): boolean {
  const next = advance(city, action);
  if (next === city) return false;
  city = next;
  return true;
}

function show(): void {
  clearTimeout(showTimer);
  showTimer = undefined;
  shownAtMs = performance.now();
  for (const listener of listeners) listener();
}

/** The state is right at once; only drawing it waits for what comes next. */
function showSoon(): void {
  const waitMs = shownAtMs + alarmsTogetherMs - performance.now();
  if (waitMs <= 0) show();
  else showTimer ??= setTimeout(show, waitMs);
}

function open(): void {
  // The browser repeats Last-Event-ID by itself when it reconnects; a connection that is opened anew is told here.
  const states = saysWhatItWatches ? 'watched' : 'all';
  source = new EventSource(addressOf('events.stream', { query: { after: lastEventId, states } }));
  lastWordAtMs = Date.now();
  source.addEventListener('message', hear);
  source.addEventListener('error', () => apply({ type: 'connection-lost', nowMs: Date.now() }));
}

function hear(message: MessageEvent<string>): void {
  lastWordAtMs = Date.now();
  if (message.lastEventId !== '') ({ lastEventId } = message);
  const event = JSON.parse(message.data) as LiveEvent;
  const told = event.type === 'batch' ? event.states : [event];
  if (event.type === 'measures' || event.type === 'camera-health' || event.type === 'unit-position')
    keep([event]);
  else if (event.type === 'batch') keep(event.states);
  else {
    // What a camera said before it was removed is not said after it.
    if (event.type === 'camera-removed') takeStates();
    if (change({ type: 'event', event, nowMs: lastWordAtMs })) showSoon();
    if (event.type === 'hello') watched.begin(saysWhatItWatches ? event.streamId : null);
  }
  for (const listener of eventListeners) for (const one of told) listener(one);
  if (city.generation !== readGeneration && city.connection.state === 'live') void readLists(city.generation);
}

/** @throws when the server cannot be reached. */
async function tellWatched(streamId: string, cameraIds: readonly string[]): Promise<void> {
  try {
    const told = cameraIds.length > mostWatched ? null : [...cameraIds];
    await call('events.watch', { params: { streamId }, body: { cameraIds: told } });
  } catch (cause) {
    if (!(cause instanceof ApiProblem) || cause.status !== 404) throw cause;
    // Another server of this site has answered than the one that holds the stream.
    saysWhatItWatches = false;
    retryLive();
  }
}

/** Of each camera the newest: a tab in the background may not be woken for a minute. */
function keep(more: readonly StateEvent[]): void {
  for (const state of more) states.set(stateKey(state), state);
  statesTimer ??= setTimeout(() => {
    if (takeStates()) show();
  }, statesTogetherMs);
}

function takeStates(): boolean {
  clearTimeout(statesTimer);
  statesTimer = undefined;
  if (states.size === 0) return false;
  const together = [...states.values()];
  states.clear();
  return change({ type: 'event', event: { type: 'batch', states: together }, nowMs: Date.now() });
}

async function readLists(generation: number): Promise<void> {
  readGeneration = generation;
  const read = (action: CityAction) => generation === city.generation && apply(action);
  try {
    // Each is shown when it is there: the cameras of a city are megabytes, and the alarms do not wait for them.
    await Promise.all([
      call('alarms.list', { query: { limit: mostAlarms } }).then((alarms) =>
        read({ type: 'alarms-read', alarms }),
      ),
      call('incidents.list', { query: {} }).then((incidents) => read({ type: 'incidents-read', incidents })),
      call('units.list').then((units) => read({ type: 'units-read', units })),
      call('cameras.list').then((cameras) => read({ type: 'cameras-read', cameras })),
    ]);
    await readHandovers(generation);
  } catch {
    // The watchdog asks again: the lists are still unread.
    if (readGeneration === generation) readGeneration = -1;
  }
}

/** Not everybody may read them. */
async function readHandovers(generation: number): Promise<void> {
  if (!permissions.includes('handover.read')) return;
  const handovers = await call('handovers.list', { query: { limit: 1 } });
  if (generation === city.generation) apply({ type: 'handovers-read', handovers });
}

function watch(): void {
  const silentMs = Date.now() - lastWordAtMs;
  if (source?.readyState === EventSource.CLOSED && silentMs > reopenAfterMs) retryLive();
  else if (city.connection.state === 'live' && readGeneration !== city.generation)
    void readLists(city.generation);
  else if (silentMs > silenceMs) void probe();
}

/** Tells a quiet server from a dead line. */
async function probe(): Promise<void> {
  if (isProbing) return;
  isProbing = true;
  const silentSinceMs = lastWordAtMs;
  try {
    await call('site.get', {}, AbortSignal.timeout(probeTimeoutMs));
    lastWordAtMs = Date.now();
  } catch {
    if (lastWordAtMs !== silentSinceMs) return;
    apply({ type: 'connection-lost', nowMs: silentSinceMs });
    retryLive();
  } finally {
    isProbing = false;
  }
}
