/** The base under the cameras: the town from a PMTiles file, the site's own ground, or a grid. It recedes: no hue. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { BaseMap } from './base-map.ts';
import { dotLayers, dotSource, dotSourceOf } from './camera-dots.ts';
import { groundLayers, groundSource } from './ground-layers.ts';
import type { MapColours } from './map-colours.ts';
import { mapFont } from './map-font.ts';

export const zoneSource = 'zones';
/** Farther away a zone is smaller than the dot of its camera. */
export const zonesFromZoom = 13.5;
/** Closer than this a number on a zone, an arrow on a line and a camera's field can be told apart. */
export const flowFromZoom = 16.5;
export const fieldsFromZoom = 15.5;
/** Floor plans lie beneath it. */
export const firstLayerOnPlans = 'field-fill';
const numbersFromZoom = 17.5;
export const fieldSource = 'fields';
export const flowSource = 'flow';
export const gridSource = 'grid';
export const tileSource = 'town';
const nothing = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } as const;

export function mapStyle(colours: MapColours, base: BaseMap): StyleSpecification {
  return {
    version: 8,
    sources: {
      [gridSource]: nothing,
      [zoneSource]: { ...nothing },
      [fieldSource]: { ...nothing },
      [flowSource]: { ...nothing },
      [dotSource]: dotSourceOf(),
      ...baseSource(base),
    },
    layers: [
      ...baseLayers(colours, base),
      ...fieldLayers(colours),
      {
        id: 'zone-fill',
        type: 'fill',
        source: zoneSource,
        minzoom: zonesFromZoom,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: {
          'fill-color': [
            'match',
            ['get', 'step'],
            0,
            colours.density[0]!,
            1,
            colours.density[1]!,
            2,
            colours.density[2]!,
            3,
            colours.density[3]!,
            4,
            colours.density[4]!,
            colours.zoneLine,
          ],
          'fill-opacity': ['case', ['<', ['get', 'step'], 0], 0.08, ['get', 'isStale'], 0.22, 0.55],
        },
      },
      {
        id: 'zone-line',
        type: 'line',
        source: zoneSource,
        minzoom: zonesFromZoom,
        paint: { 'line-color': colours.zoneLine, 'line-width': 1.25 },
      },
      zoneNumbers(colours),
      ...flowLayers(colours),
      ...dotLayers(colours),
    ],
  };
}

/** Where a camera measures: a thin outline, so that what it measures stays the colour there is. */
function fieldLayers(colours: MapColours): LayerSpecification[] {
  return [
    {
      id: firstLayerOnPlans,
      type: 'fill',
      source: fieldSource,
      minzoom: fieldsFromZoom,
      paint: { 'fill-color': colours.zoneLine, 'fill-opacity': 0.07 },
    },
    {
      id: 'field-line',
      type: 'line',
      source: fieldSource,
      minzoom: fieldsFromZoom,
      paint: {
        'line-color': colours.zoneLine,
        'line-width': 1,
        'line-opacity': 0.6,
        'line-dasharray': [3, 3],
      },
    },
  ];
}

function zoneNumbers(colours: MapColours): LayerSpecification {
  return {
    id: 'zone-numbers',
    type: 'symbol',
    source: zoneSource,
    filter: ['!=', ['get', 'label'], ''],
    minzoom: numbersFromZoom,
    layout: { 'text-field': ['get', 'label'], 'text-font': mapFont, 'text-size': 12 },
    paint: { 'text-color': colours.dotText, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
  };
}

/** Arrows of flow have no hue: how many pass is no fault. */
function flowLayers(colours: MapColours): LayerSpecification[] {
  const opacity: ExpressionSpecification = ['case', ['get', 'isStale'], 0.4, 1];
  return [
    {
      id: 'flow-arrows',
      type: 'fill',
      source: flowSource,
      minzoom: flowFromZoom,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.dotText, 'fill-opacity': opacity, 'fill-outline-color': colours.halo },
    },
    {
      id: 'flow-numbers',
      type: 'symbol',
      source: flowSource,
      minzoom: flowFromZoom,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': mapFont,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: {
        'text-color': colours.dotText,
        'text-opacity': opacity,
        'text-halo-color': colours.halo,
        'text-halo-width': 1.4,
      },
    },
  ];
}

function baseSource(base: BaseMap): StyleSpecification['sources'] {
  if (base.kind === 'tiles')
    return { [tileSource]: { type: 'vector', url: `pmtiles://${location.origin}/map/tiles.pmtiles` } };
  if (base.kind === 'ground') return { [groundSource]: { type: 'geojson', data: base.ground } };
  return {};
}

function baseLayers(colours: MapColours, base: BaseMap): LayerSpecification[] {
  if (base.kind === 'tiles') return townLayers(colours, base.layers);
  if (base.kind === 'ground') return groundLayers(colours, base.ground);
  const paint = { 'line-color': colours.grid, 'line-width': 1 };
  return [{ id: 'grid', type: 'line', source: gridSource, paint }];
}

/** Layers by the names that Protomaps and OpenMapTiles give them. */
function townLayers(colours: MapColours, names: readonly string[]): LayerSpecification[] {
  const fill = (layer: string, colour: string, opacity = 1): LayerSpecification => ({
    id: `town-${layer}`,
    type: 'fill',
    source: tileSource,
    'source-layer': layer,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour, 'fill-opacity': opacity },
  });
  const road = (layer: string): LayerSpecification => ({
    id: `town-${layer}`,
    type: 'line',
    source: tileSource,
    'source-layer': layer,
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colours.road,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 10, 0.5, 15, 3, 19, 20],
    },
  });
  const known: readonly LayerSpecification[] = [
    fill('earth', colours.land),
    fill('landcover', colours.land),
    fill('landuse', colours.land, 0.6),
    fill('water', colours.water),
    road('roads'),
    road('transportation'),
    fill('buildings', colours.building),
    fill('building', colours.building),
  ];
  return known.filter((layer) => 'source-layer' in layer && names.includes(layer['source-layer'] ?? ''));
}
