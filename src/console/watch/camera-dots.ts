/** Cameras as dots that the map library draws itself, and bundles of dots where they would touch. */
import type {
  ExpressionSpecification,
  GeoJSONSourceDiff,
  LayerSpecification,
  SourceSpecification,
} from 'maplibre-gl';
import type { AlarmView, CameraView } from '../../contract/shapes.ts';
import { priorities } from '../../core/priority.ts';
import { needsAcknowledgement } from '../alarms/order.ts';
import type { MapColours } from './map-colours.ts';
import { mapFont } from './map-font.ts';

export const dotSource = 'cameras';
export const dotLayer = 'camera-dots';
export const bundleLayer = 'camera-bundles';

const bundleRadiusPx = 46;
/** Nearer than this every camera is a dot of its own. */
const bundledToZoom = 16;

/** What a dot shows. `urgency` 0: no alarm waits; 1 to 3: low to high. `dead`: 1 while it does not measure though it should. */
export type Dot = { readonly id: string; readonly urgency: number; readonly dead: number };

export type DotFeature = {
  readonly type: 'Feature';
  readonly properties: Dot;
  readonly geometry: { readonly type: 'Point'; readonly coordinates: [number, number] };
};

/** Only alarms that nobody has taken notice of colour a dot. */
export function dotFeatures(cameras: Iterable<CameraView>, alarms: readonly AlarmView[]): DotFeature[] {
  const urgency = new Map<string, number>();
  for (const alarm of alarms) {
    if (!needsAcknowledgement(alarm)) continue;
    const urgent = priorities.length - priorities.indexOf(alarm.priority);
    urgency.set(alarm.cameraId, Math.max(urgent, urgency.get(alarm.cameraId) ?? 0));
  }
  const features: DotFeature[] = [];
  for (const { id, position, state } of cameras) {
    if (position === null) continue;
    features.push({
      type: 'Feature',
      properties: { id, urgency: urgency.get(id) ?? 0, dead: state === 'lost' || state === 'failed' ? 1 : 0 },
      geometry: { type: 'Point', coordinates: [position.longitude, position.latitude] },
    });
  }
  return features;
}

/** What turns the dots drawn into these; null: nothing. A town's dots are not handed over anew for the few that changed. */
export function dotChanges(
  drawn: ReadonlyMap<string, DotFeature>,
  dots: readonly DotFeature[],
): GeoJSONSourceDiff | null {
  const rest = new Set(drawn.keys());
  const add: DotFeature[] = [];
  for (const dot of dots) {
    const { id } = dot.properties;
    const before = drawn.get(id);
    rest.delete(id);
    if (before === undefined || !isSame(before, dot)) add.push(dot);
  }
  return add.length === 0 && rest.size === 0 ? null : { add, remove: [...rest] };
}

function isSame(a: DotFeature, b: DotFeature): boolean {
  const [[ax, ay], [bx, by]] = [a.geometry.coordinates, b.geometry.coordinates];
  return (
    a.properties.urgency === b.properties.urgency &&
    a.properties.dead === b.properties.dead &&
    ax === bx &&
    ay === by
  );
}

export function dotSourceOf(): SourceSpecification {
  return {
    type: 'geojson',
    promoteId: 'id' satisfies keyof Dot,
    data: { type: 'FeatureCollection', features: [] },
    cluster: true,
    clusterRadius: bundleRadiusPx,
    clusterMaxZoom: bundledToZoom,
    clusterProperties: {
      urgency: ['max', ['get', 'urgency']],
      dead: ['+', ['get', 'dead']],
    },
  };
}

/** Grey while all is well; the ring says what waits, the number in a bundle how many cameras it holds. */
export function dotLayers(colours: MapColours): LayerSpecification[] {
  const ring: ExpressionSpecification = [
    'case',
    ['>', ['get', 'urgency'], 0],
    ['match', ['get', 'urgency'], 3, colours.priority.high, 2, colours.priority.medium, colours.priority.low],
    ['>', ['get', 'dead'], 0],
    colours.priority.medium,
    colours.dot,
  ];
  const isAbnormal: ExpressionSpecification = [
    'any',
    ['>', ['get', 'urgency'], 0],
    ['>', ['get', 'dead'], 0],
  ];
  return [
    {
      id: bundleLayer,
      type: 'circle',
      source: dotSource,
      filter: ['has', 'point_count'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'point_count']], 1, 10, 30, 24],
        'circle-color': colours.dotFill,
        'circle-stroke-color': ring,
        'circle-stroke-width': ['case', isAbnormal, 2.5, 1.25],
      },
    },
    {
      id: 'camera-bundle-counts',
      type: 'symbol',
      source: dotSource,
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': mapFont,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': colours.dotText },
    },
    {
      id: dotLayer,
      type: 'circle',
      source: dotSource,
      filter: ['!', ['has', 'point_count']],
      paint: {
        'circle-radius': ['case', isAbnormal, 6, 4.5],
        // Hollow: it does not measure.
        'circle-color': ['case', ['>', ['get', 'dead'], 0], colours.dotFill, ring],
        'circle-stroke-color': ['case', ['>', ['get', 'dead'], 0], ring, colours.dotFill],
        'circle-stroke-width': ['case', ['>', ['get', 'dead'], 0], 2, 1.25],
      },
    },
  ];
}
