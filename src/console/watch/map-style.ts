/** The base under the cameras: the town from a PMTiles file, the site's own ground, or a grid. It recedes: no hue. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { BaseMap } from './base-map.ts';
import { dotLayers, dotSource, dotSourceOf } from './camera-dots.ts';
import { groundLayers, groundSource } from './ground-layers.ts';
import type { MapColours } from './map-colours.ts';

export const zoneSource = 'zones';
/** Farther away a zone is smaller than the dot of its camera. */
export const zonesFromZoom = 13.5;
export const gridSource = 'grid';
export const tileSource = 'town';
const nothing = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } as const;

export function mapStyle(colours: MapColours, base: BaseMap): StyleSpecification {
  return {
    version: 8,
    sources: {
      [gridSource]: nothing,
      [zoneSource]: { ...nothing },
      [dotSource]: dotSourceOf(),
      ...baseSource(base),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
      ...baseLayers(colours, base),
      {
        id: 'zone-fill',
        type: 'fill',
        source: zoneSource,
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
          'fill-opacity': ['case', ['<', ['get', 'step'], 0], 0.08, 0.55],
        },
      },
      {
        id: 'zone-line',
        type: 'line',
        source: zoneSource,
        paint: { 'line-color': colours.zoneLine, 'line-width': 1.25 },
      },
      ...dotLayers(colours),
    ],
  };
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
