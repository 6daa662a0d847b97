import { useEffect, useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { currentCity, useServerNow, useWatched } from '../live.ts';
import { useFormats } from '../words/index.ts';
import { flowArrows, metresPerPxAt } from './flow-arrows.ts';
import type { LngLat, ZoneOnGround } from './ground.ts';
import { flowFromZoom, flowSource, zoneSource } from './map-style.ts';
import type { GeoJSONSource, MapLibre } from './maplibre.ts';
import type { View } from './use-view.ts';
import { useZonesInView } from './use-zones-in-view.ts';
import { type ZoneFigure, zoneFigures } from './zone-figures.ts';

/** A step aside shows zones that are there already; of a town only these few streets are drawn. */
const marginShare = 0.5;
const noZones: readonly ZoneOnGround[] = [];
const noMeasures = [] as const;

/** Zones near what the map shows, coloured by density, and arrows of who passes their lines. */
export function ZoneLayer({
  map,
  cameras,
  view,
  hasDensity,
  hasFlow,
}: {
  readonly map: MapLibre;
  readonly cameras: ReadonlyMap<string, CameraView>;
  readonly view: View | null;
  readonly hasDensity: boolean;
  readonly hasFlow: boolean;
}) {
  const now = useServerNow();
  const formats = useFormats();
  const zones = useZonesInView(cameras, view, marginShare) ?? noZones;
  useWatched(useMemo(() => [...new Set(zones.map(({ cameraId }) => cameraId))], [zones]));
  // Nothing that is drawn grows old: the map's worker is not asked each second for an empty layer.
  const zonesNow = zones.length === 0 ? 0 : now;

  useEffect(() => {
    const { measures } = currentCity();
    const figures = hasDensity ? zoneFigures(zones, (id) => measures.get(id) ?? noMeasures, zonesNow) : [];
    const label = ({ densityPerM2, freshness, ageMs }: ZoneFigure) => {
      if (densityPerM2 === null) return '';
      const age =
        freshness === 'fresh' ? '' : `\n${formats.latency(Math.round((ageMs ?? 0) / 1_000) * 1_000)}`;
      return `${formats.number(densityPerM2, 1)}${age}`;
    };
    map.getSource<GeoJSONSource>(zoneSource)?.setData({
      type: 'FeatureCollection',
      features: [
        ...figures.map((figure) => ({
          type: 'Feature' as const,
          properties: {
            step: figure.step ?? -1,
            isStale: figure.freshness !== 'fresh',
            label: label(figure),
          },
          geometry: { type: 'Polygon' as const, coordinates: [ringOf(figure.zone.points)] },
        })),
        ...(hasFlow ? zones : noZones)
          .filter(({ shape }) => shape === 'line')
          .map(({ points }) => ({
            type: 'Feature' as const,
            properties: { step: -1, label: '' },
            geometry: { type: 'LineString' as const, coordinates: points.map((place) => [...place]) },
          })),
      ],
    });
  }, [map, zones, zonesNow, hasDensity, hasFlow, formats]);

  // Arrows are as long on the screen at every zoom, so they are drawn anew with it; from afar there is nothing to draw.
  const flowZoom = hasFlow && view !== null && view.zoom >= flowFromZoom ? view.zoom : null;
  const flowNow = flowZoom === null ? 0 : now;
  useEffect(() => {
    const { measures } = currentCity();
    const arrows = (flowZoom === null ? noZones : zones)
      .filter(({ shape }) => shape === 'line')
      .flatMap((line) =>
        flowArrows(line, measures.get(line.cameraId) ?? noMeasures, {
          nowMs: flowNow,
          metresPerPx: metresPerPxAt(flowZoom ?? 0, line.points[0]?.[1] ?? 0),
        }),
      );
    map.getSource<GeoJSONSource>(flowSource)?.setData({
      type: 'FeatureCollection',
      features: arrows.flatMap(({ ring, tip, perMinute, isStale }) => [
        {
          type: 'Feature' as const,
          properties: { isStale },
          geometry: { type: 'Polygon' as const, coordinates: [ring.map((place) => [...place])] },
        },
        {
          type: 'Feature' as const,
          properties: { isStale, label: formats.number(perMinute) },
          geometry: { type: 'Point' as const, coordinates: [...tip] },
        },
      ]),
    });
  }, [map, zones, flowNow, flowZoom, formats]);
  return null;
}

function ringOf(points: readonly LngLat[]): number[][] {
  return [...points, points[0] ?? [0, 0]].map((place) => [...place]);
}
