/** The site's own ground as calm layers: lightness tells land from water and street from house, never hue. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { GroundKind, MapGround } from '../../contract/map-ground.ts';
import type { MapColours } from './map-colours.ts';
import { mapFont } from './map-font.ts';

export const groundSource = 'site-ground';

/** Metres of one pixel at zoom 0 on the equator, tiles of 512. */
const metresPerPxAtZoom0 = 78_271.517;

const usualWidthM: { readonly [K in GroundKind]?: number } = { street: 8, motorway: 16, rail: 2.6 };
const areas: readonly GroundKind[] = ['land', 'park', 'square', 'water', 'works'];
const ways: readonly GroundKind[] = ['street', 'motorway', 'rail'];

/** Back to front: open ground, ways, houses, then names. */
export function groundLayers(colours: MapColours, ground: MapGround): LayerSpecification[] {
  const latitude = latitudeOf(ground);
  return [
    ...areas.map((kind) => fill(kind, colours.area[kind] ?? colours.land)),
    outline('works', colours.building),
    ...ways.flatMap((kind) => [
      fill(kind, colours.road),
      kind === 'rail' ? rail(colours, latitude) : way(kind, colours.road, latitude),
    ]),
    fill('building', colours.building),
    outline('building', colours.buildingEdge),
    wayNames(colours),
    areaNames(colours),
  ];
}

function ofKind(kind: GroundKind, shape: 'Polygon' | 'LineString'): ExpressionSpecification {
  return ['all', ['==', ['get', 'kind'], kind], ['==', ['geometry-type'], shape]];
}

function fill(kind: GroundKind, colour: string): LayerSpecification {
  return {
    id: `ground-${kind}`,
    type: 'fill',
    source: groundSource,
    filter: ofKind(kind, 'Polygon'),
    paint: { 'fill-color': colour },
  };
}

function outline(kind: GroundKind, colour: string): LayerSpecification {
  return {
    id: `ground-${kind}-edge`,
    type: 'line',
    source: groundSource,
    filter: ofKind(kind, 'Polygon'),
    minzoom: 14,
    paint: { 'line-color': colour, 'line-width': 1 },
  };
}

function way(kind: GroundKind, colour: string, latitude: number): LayerSpecification {
  return {
    id: `ground-${kind}-line`,
    type: 'line',
    source: groundSource,
    filter: ofKind(kind, 'LineString'),
    layout: { 'line-cap': 'square', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': widthPx(kind, latitude) },
  };
}

/** Sleepers: at a glance a track is no street. */
function rail(colours: MapColours, latitude: number): LayerSpecification {
  return {
    id: 'ground-rail-line',
    type: 'line',
    source: groundSource,
    filter: ofKind('rail', 'LineString'),
    paint: {
      'line-color': colours.rail,
      'line-width': widthPx('rail', latitude),
      'line-dasharray': [0.16, 0.3],
    },
  };
}

/** True to scale at every zoom: doubling with it, from the width in metres. Never thinner than a hair. */
function widthPx(kind: GroundKind, latitude: number): ExpressionSpecification {
  const metres: ExpressionSpecification = ['coalesce', ['get', 'widthM'], usualWidthM[kind] ?? 8];
  const at = (zoom: number): ExpressionSpecification => {
    const pxPerM = 2 ** zoom / (metresPerPxAtZoom0 * Math.cos((latitude * Math.PI) / 180));
    return ['max', 0.6, ['*', metres, pxPerM]];
  };
  return ['interpolate', ['exponential', 2], ['zoom'], 12, at(12), 24, at(24)];
}

const paint = (colours: MapColours) => ({
  'text-color': colours.name,
  'text-halo-color': colours.halo,
  'text-halo-width': 1.2,
});

function wayNames(colours: MapColours): LayerSpecification {
  return {
    id: 'ground-way-names',
    type: 'symbol',
    source: groundSource,
    filter: ['all', ['has', 'name'], ['==', ['geometry-type'], 'LineString']],
    minzoom: 15,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-field': ['coalesce', ['get', 'name'], ''],
      'text-font': mapFont,
      'text-size': 11,
    },
    paint: paint(colours),
  };
}

function areaNames(colours: MapColours): LayerSpecification {
  return {
    id: 'ground-area-names',
    type: 'symbol',
    source: groundSource,
    // Squares and works carry cameras and zones that say their names.
    filter: [
      'all',
      ['==', ['geometry-type'], 'Polygon'],
      ['in', ['get', 'kind'], ['literal', ['park', 'water']]],
    ],
    minzoom: 15,
    layout: {
      'text-field': ['coalesce', ['get', 'name'], ''],
      'text-font': mapFont,
      'text-size': 11,
      'text-max-width': 8,
    },
    paint: paint(colours),
  };
}

/** Of the first place drawn: a district has one. */
function latitudeOf({ features }: MapGround): number {
  const first = (features[0]?.geometry.coordinates as unknown[] | undefined)?.flat(3) ?? [];
  const latitude = first[1];
  return typeof latitude === 'number' ? Math.max(-80, Math.min(80, latitude)) : 0;
}
