/** The base under the cameras: a grid of the ground, or the town from the user's own PMTiles file. It recedes: no hue. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

export type MapColours = {
  readonly ground: string;
  readonly land: string;
  readonly water: string;
  readonly road: string;
  readonly building: string;
  readonly grid: string;
  readonly zoneLine: string;
  readonly text: string;
  readonly density: readonly string[];
};

export const mapColours: { readonly [scheme in 'dark' | 'light']: MapColours } = {
  dark: {
    ground: '#0f1114',
    land: '#14181c',
    water: '#0b0d10',
    road: '#252c34',
    building: '#1a1f25',
    grid: '#1d2329',
    zoneLine: '#8b98a5',
    text: '#98a3ad',
    density: ['#1f4a4d', '#2f7375', '#a9832a', '#d97a2b', '#ff5a4f'],
  },
  light: {
    ground: '#eceff2',
    land: '#f3f5f7',
    water: '#dde3e8',
    road: '#ffffff',
    building: '#e1e6ea',
    grid: '#dce1e6',
    zoneLine: '#5a6672',
    text: '#55616d',
    density: ['#9fc9c6', '#5fa8a5', '#c9a33c', '#d9772b', '#d92d20'],
  },
};

export const zoneSource = 'zones';
export const gridSource = 'grid';
export const tileSource = 'town';
const nothing = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } as const;

/** @param vectorLayers names of the layers in the PMTiles file; null without one. */
export function mapStyle(colours: MapColours, vectorLayers: readonly string[] | null): StyleSpecification {
  return {
    version: 8,
    sources: {
      [gridSource]: nothing,
      [zoneSource]: { ...nothing },
      ...(vectorLayers === null
        ? {}
        : {
            [tileSource]: { type: 'vector' as const, url: `pmtiles://${location.origin}/map/tiles.pmtiles` },
          }),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
      ...(vectorLayers === null
        ? [
            {
              id: 'grid',
              type: 'line',
              source: gridSource,
              paint: { 'line-color': colours.grid, 'line-width': 1 },
            } as const,
          ]
        : townLayers(colours, vectorLayers)),
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
    ],
  };
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
