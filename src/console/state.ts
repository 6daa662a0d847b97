/** What the console knows about the city now, and how one event changes it. Pure: `live.ts` moves the bytes. */
import type { LiveEvent, StateEvent } from '../contract/events.ts';
import type { Handover } from '../contract/handovers.ts';
import type { Incident } from '../contract/incidents.ts';
import type { AlarmView, CameraHealth, CameraView } from '../contract/shapes.ts';
import type { UnitView } from '../contract/units.ts';
import type { Measure } from '../core/measure/measure.ts';
import { unreachable } from '../core/unreachable.ts';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** `sinceMs` is this machine's clock. */
  | { readonly state: 'lost'; readonly sinceMs: number };

export type City = {
  readonly connection: Connection;
  /** Server clock minus this machine's, ms. */
  readonly clockOffsetMs: number;
  readonly cameras: ReadonlyMap<string, CameraView>;
  /** False until the list was read once: an empty map then means "not known", not "none". */
  readonly areCamerasKnown: boolean;
  readonly alarms: ReadonlyMap<string, AlarmView>;
  readonly areAlarmsKnown: boolean;
  /** Not closed, and what was closed lately. */
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly areIncidentsKnown: boolean;
  readonly units: ReadonlyMap<string, UnitView>;
  readonly areUnitsKnown: boolean;
  /** The newest handover; null: none is known. */
  readonly handover: Handover | null;
  /** Newest measures of each camera. */
  readonly measures: ReadonlyMap<string, readonly Measure[]>;
  readonly health: ReadonlyMap<string, CameraHealth>;
  /** Counts connections that could not be resumed: lists must be read anew when it grows. */
  readonly generation: number;
  /**
   * Cameras and alarms told by events since the last `hello` that could not be resumed: these outrank a list. Empty once
   * all lists are read: a day of events is not kept.
   */
  readonly heard: ReadonlySet<string>;
  /** Cameras removed since then; a list read before must not bring them back. */
  readonly removed: ReadonlySet<string>;
  /** Lists that have not been read since that `hello`. */
  readonly unread: ReadonlySet<List>;
};

type List = 'cameras' | 'alarms' | 'incidents' | 'units';
const allLists: ReadonlySet<List> = new Set(['cameras', 'alarms', 'incidents', 'units']);

export type CityAction =
  | { readonly type: 'event'; readonly event: LiveEvent; readonly nowMs: number }
  | { readonly type: 'cameras-read'; readonly cameras: readonly CameraView[] }
  | { readonly type: 'alarms-read'; readonly alarms: readonly AlarmView[] }
  | { readonly type: 'handovers-read'; readonly handovers: readonly Handover[] }
  | { readonly type: 'incidents-read'; readonly incidents: readonly Incident[] }
  | { readonly type: 'units-read'; readonly units: readonly UnitView[] }
  | { readonly type: 'connection-lost'; readonly nowMs: number }
  | { readonly type: 'signed-out' };

export const emptyCity: City = {
  connection: { state: 'connecting' },
  clockOffsetMs: 0,
  cameras: new Map(),
  areCamerasKnown: false,
  alarms: new Map(),
  areAlarmsKnown: false,
  incidents: new Map(),
  areIncidentsKnown: false,
  units: new Map(),
  areUnitsKnown: false,
  handover: null,
  measures: new Map(),
  health: new Map(),
  generation: 0,
  heard: new Set(),
  removed: new Set(),
  unread: allLists,
};

/** Closed alarms kept to know what happened lately; the oldest leave first. */
const closedAlarmsKept = 200;
/** The same of incidents: an open page shows its own end. */
const closedIncidentsKept = 50;

/** The city after one action. Events win over lists read at the same time when they carry a newer version. */
export function advance(city: City, action: CityAction): City {
  switch (action.type) {
    case 'event':
      return afterEvent(city, action.event, action.nowMs);
    case 'cameras-read':
      return afterReading('cameras', {
        ...city,
        cameras: merged(
          city,
          city.cameras,
          // Health told since the list was made is newer; but nothing reports on a camera that is switched off.
          action.cameras
            .filter(({ id }) => !city.removed.has(id))
            .map((camera) =>
              camera.state === 'disabled' ? camera : withStateOf(camera, city.health.get(camera.id)),
            ),
        ),
        areCamerasKnown: true,
      });
    case 'alarms-read':
      return afterReading('alarms', {
        ...city,
        alarms: merged(
          city,
          city.alarms,
          action.alarms.filter(({ cameraId }) => !city.removed.has(cameraId)),
        ),
        areAlarmsKnown: true,
      });
    case 'incidents-read':
      return afterReading('incidents', {
        ...city,
        incidents: merged(city, city.incidents, action.incidents),
        areIncidentsKnown: true,
      });
    case 'units-read':
      return afterReading('units', {
        ...city,
        units: merged(
          city,
          city.units,
          action.units.filter(({ id }) => !city.removed.has(id)),
        ),
        areUnitsKnown: true,
      });
    case 'handovers-read':
      return { ...city, handover: laterHandover(city.handover, action.handovers[0] ?? null) };
    case 'connection-lost':
      return city.connection.state === 'lost'
        ? city
        : { ...city, connection: { state: 'lost', sinceMs: action.nowMs } };
    case 'signed-out':
      return emptyCity;
    default:
      return unreachable(action);
  }
}

function afterReading(list: List, city: City): City {
  const unread = new Set(city.unread);
  unread.delete(list);
  return unread.size > 0 ? { ...city, unread } : { ...city, unread, heard: new Set(), removed: new Set() };
}

/** One copy of each map however many states have come: thousands of cameras report at once. */
function afterStates(city: City, states: readonly StateEvent[]): City {
  const measures = new Map(city.measures);
  const health = new Map(city.health);
  let cameras: Map<string, CameraView> | null = null;
  let units: Map<string, UnitView> | null = null;
  for (const state of states) {
    if (state.type === 'measures') {
      measures.set(state.cameraId, state.measures);
      continue;
    }
    if (state.type === 'unit-position') {
      const unit = (units ?? city.units).get(state.unitId);
      if (unit === undefined) continue;
      const told = { ...state.position, source: unit.position?.source ?? 'phone' };
      units ??= new Map(city.units);
      units.set(unit.id, { ...unit, position: newer(unit.position, told) });
      continue;
    }
    const { cameraId } = state.health;
    health.set(cameraId, state.health);
    // Health also carries the camera's state: a change of state alone sends no `camera` event.
    const camera = (cameras ?? city.cameras).get(cameraId);
    if (camera === undefined) continue;
    const told = withStateOf(camera, state.health);
    if (told === camera) continue;
    cameras ??= new Map(city.cameras);
    cameras.set(cameraId, told);
  }
  return { ...city, measures, health, cameras: cameras ?? city.cameras, units: units ?? city.units };
}

function withStateOf(camera: CameraView, health: CameraHealth | undefined): CameraView {
  if (
    health === undefined ||
    (health.state === camera.state && health.stateMessage === camera.stateMessage)
  ) {
    return camera;
  }
  const { state, stateMessage, stateCause } = health;
  return { ...camera, state, stateMessage, stateCause };
}

function afterEvent(city: City, event: LiveEvent, nowMs: number): City {
  switch (event.type) {
    case 'hello':
      return {
        ...city,
        connection: { state: 'live' },
        clockOffsetMs: event.serverTimeMs - nowMs,
        generation: event.resumed ? city.generation : city.generation + 1,
        heard: event.resumed ? city.heard : new Set(),
        removed: event.resumed ? city.removed : new Set(),
        unread: event.resumed ? city.unread : allLists,
        // A camera may have gone meanwhile: the list says how it is, and what was last heard must not say otherwise.
        health: event.resumed ? city.health : new Map(),
        // Alarms of the older connection stay until the list is read anew: showing none would look like calm.
      };
    case 'alarm': {
      const known = city.alarms.get(event.alarm.id);
      if (known !== undefined && known.version > event.alarm.version) return city;
      return {
        ...city,
        heard: heardOf(city, event.alarm.id),
        alarms: bounded(new Map(city.alarms).set(event.alarm.id, event.alarm)),
      };
    }
    case 'incident': {
      const known = city.incidents.get(event.incident.id);
      if (known !== undefined && known.version > event.incident.version) return city;
      return {
        ...city,
        heard: heardOf(city, event.incident.id),
        incidents: withoutOldClosed(new Map(city.incidents).set(event.incident.id, event.incident)),
      };
    }
    case 'unit': {
      const known = city.units.get(event.unit.id);
      // A word changes no version: the newest one told is the newest.
      if (known !== undefined && known.version > event.unit.version) return city;
      const unit = { ...event.unit, position: newer(known?.position ?? null, event.unit.position) };
      return {
        ...city,
        heard: heardOf(city, unit.id),
        units: new Map(city.units).set(unit.id, unit),
      };
    }
    case 'unit-removed':
      return {
        ...city,
        removed: city.unread.size === 0 ? city.removed : new Set(city.removed).add(event.unitId),
        units: without(city.units, event.unitId),
      };
    case 'handover':
      return { ...city, handover: laterHandover(city.handover, event.handover) };
    // Whoever carries messages reads it; the incident itself says that it was asked for.
    case 'alarm-escalated':
    case 'incident-notice':
      return city;
    case 'camera': {
      const known = city.cameras.get(event.camera.id);
      if (known !== undefined && known.version > event.camera.version) return city;
      const removed = new Set(city.removed);
      removed.delete(event.camera.id);
      return {
        ...city,
        removed,
        heard: heardOf(city, event.camera.id),
        cameras: new Map(city.cameras).set(event.camera.id, event.camera),
      };
    }
    case 'camera-removed': {
      const id = event.cameraId;
      return {
        ...city,
        removed: city.unread.size === 0 ? city.removed : new Set(city.removed).add(id),
        cameras: without(city.cameras, id),
        measures: without(city.measures, id),
        health: without(city.health, id),
        alarms: new Map([...city.alarms].filter(([, alarm]) => alarm.cameraId !== id)),
      };
    }
    // A list that is asked for, not kept here.
    case 'out-of-service':
      return city;
    // Who shows plans or the wall listens itself: no other page needs them.
    case 'map-plans':
    case 'wall-pushes':
    case 'wall-layouts':
      return city;
    case 'measures':
    case 'camera-health':
    case 'unit-position':
      return afterStates(city, [event]);
    case 'batch':
      return afterStates(city, event.states);
    default:
      return unreachable(event);
  }
}

function newer(a: UnitView['position'], b: UnitView['position']): UnitView['position'] {
  if (a === null || b === null) return a ?? b;
  return a.atMs > b.atMs ? a : b;
}

/** A list, outranked by what events told since it was asked for. */
function merged<T extends { readonly id: string; readonly version: number }>(
  city: City,
  known: ReadonlyMap<string, T>,
  read: readonly T[],
): ReadonlyMap<string, T> {
  const result = new Map([...known].filter(([id]) => city.heard.has(id)));
  for (const item of read) {
    const told = result.get(item.id);
    if (told === undefined || told.version < item.version) result.set(item.id, item);
  }
  return result;
}

function heardOf(city: City, id: string): ReadonlySet<string> {
  return city.unread.size === 0 || city.heard.has(id) ? city.heard : new Set(city.heard).add(id);
}

function without<V>(map: ReadonlyMap<string, V>, id: string): ReadonlyMap<string, V> {
  if (!map.has(id)) return map;
  const rest = new Map(map);
  rest.delete(id);
  return rest;
}

function bounded(alarms: Map<string, AlarmView>): Map<string, AlarmView> {
  const closed = [...alarms.values()].filter((alarm) => alarm.state === 'normal');
  if (closed.length <= closedAlarmsKept) return alarms;
  closed.sort((a, b) => a.raisedAtMs - b.raisedAtMs);
  for (const alarm of closed.slice(0, closed.length - closedAlarmsKept)) alarms.delete(alarm.id);
  return alarms;
}

function withoutOldClosed(incidents: Map<string, Incident>): Map<string, Incident> {
  const closed = [...incidents.values()].filter((incident) => incident.state === 'closed');
  if (closed.length <= closedIncidentsKept) return incidents;
  closed.sort((a, b) => a.changedAtMs - b.changedAtMs);
  for (const { id } of closed.slice(0, closed.length - closedIncidentsKept)) incidents.delete(id);
  return incidents;
}

/** A later one, or the same one further on; a list that was read before an event does not take it back. */
function laterHandover(known: Handover | null, told: Handover | null): Handover | null {
  if (known === null || told === null) return told ?? known;
  if (told.id === known.id) return known.state === 'waiting' ? told : known;
  return told.madeAtMs >= known.madeAtMs ? told : known;
}
