import { Button, useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import type { CameraFilter } from '../cameras/camera-filter.ts';
import { CameraFilterBar } from '../cameras/camera-filter-bar.tsx';
import { useCameras, useUnits } from '../live.ts';
import { UnitMarker } from '../units/unit-marker.tsx';
import { useFormats, useWords } from '../words/index.ts';
import { useBaseMap } from './base-map.ts';
import { CameraMarks } from './camera-marks.tsx';
import style from './city-map.module.css';
import { gridOn } from './draw-grid.ts';
import { FieldLayer } from './field-layer.tsx';
import { boundsOf, type LngLat, zonesOnGround } from './ground.ts';
import { LayersButton } from './layers-button.tsx';
import { Legend } from './legend.tsx';
import { LevelSwitch } from './level-switch.tsx';
import { mapColours } from './map-colours.ts';
import type { MapLayer } from './map-layers.ts';
import { mapStyle } from './map-style.ts';
import { flatMap, type MapLibre, ScaleControl } from './maplibre.ts';
import { PlanLayer } from './plan-layer.tsx';
import { useOnShownLevel, usePlaced } from './use-placed.ts';
import { usePlans } from './use-plans.ts';
import { useView } from './use-view.ts';
import { ZoneLayer } from './zone-layer.tsx';

type Props = {
  /** `zoom/latitude/longitude`, from the address. */
  readonly view: string | undefined;
  readonly onView: (view: string) => void;
  readonly filter: CameraFilter;
  readonly onFilter: (filter: CameraFilter) => void;
  /** Level of the buildings, from the address: see `levelShown`. */
  readonly level: string | undefined;
  readonly onLevel: (level: string) => void;
  readonly hidden: ReadonlySet<MapLayer>;
  readonly onHidden: (hidden: ReadonlySet<MapLayer>) => void;
};

/** Cameras, their zones coloured by density, and alarms where they are. */
export default function CityMap(props: Props) {
  const { view: viewInAddress, onView, filter, onFilter, hidden, onHidden } = props;
  const words = useWords();
  const formats = useFormats();
  const scheme = useComputedColorScheme('dark');
  const cameras = useCameras();
  const units = useUnits();
  const holder = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [gridM, setGridM] = useState<number | null>(null);
  const base = useBaseMap();
  const placed = usePlaced(cameras, filter);
  const view = useView(map);
  const shownPlans = usePlans(view, props.level);
  // What the map is fitted to is of all levels: it must not jump when another one is shown.
  const shown = useOnShownLevel(placed, shownPlans.hidden);
  const everything = useSame(useMemo(() => boundsOf(pointsOf(placed.values())), [placed]));
  const first = useRef({
    view: viewInAddress,
    everything,
    onView,
    scale: words.watch.scale,
    label: words.watch.mapLabel,
  });
  first.current.onView = onView;

  useEffect(() => {
    if (holder.current === null || base === undefined) return;
    const attribution = base.kind === 'tiles' ? base.attribution : '';
    const made = flatMap(mapColours[scheme].ground, {
      container: holder.current,
      style: mapStyle(mapColours[scheme], base),
      attributionControl: attribution === '' ? false : { customAttribution: attribution },
      ...startView(first.current.view, first.current.everything),
      maxZoom: 21,
      locale: {
        'Map.Title': first.current.label,
        'ScaleControl.Meters': first.current.scale.metres,
        'ScaleControl.Kilometers': first.current.scale.kilometres,
      },
    });
    made.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-right');
    const drawGrid = gridOn(made);
    const redrawGrid = () => setGridM(drawGrid());
    const hasGrid = base.kind === 'grid';
    if (!hasGrid) setGridM(null);
    made.on('load', () => {
      if (hasGrid) redrawGrid();
      setMap(made);
    });
    // Another base has no layer that would show it.
    if (hasGrid) made.on('move', redrawGrid);
    made.on('moveend', (event) => {
      // Only what a hand has done belongs into the address.
      if (event.originalEvent === undefined) return;
      const { lng, lat } = made.getCenter();
      first.current.view = `${made.getZoom().toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}`;
      first.current.onView(first.current.view);
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, [scheme, base]);

  // Somebody has asked for another view than the hand has made: the map goes there.
  useEffect(() => {
    if (map === null || viewInAddress === undefined || viewInAddress === first.current.view) return;
    first.current.view = viewInAddress;
    map.jumpTo(startView(viewInAddress, null));
  }, [map, viewInAddress]);

  // Until a hand moves the map it shows every camera, also those that come later.
  useEffect(() => {
    if (map === null || first.current.view !== undefined) return;
    fit(map, everything);
  }, [map, everything]);

  return (
    <div className={style.map} data-map-cameras={map === null ? undefined : shown.size}>
      <section ref={holder} className={style.holder} aria-label={words.watch.mapLabel} />
      {map !== null && <PlanLayer map={map} plans={shownPlans.plans} scheme={scheme} />}
      {map !== null && <FieldLayer map={map} cameras={shown} view={hidden.has('views') ? null : view} />}
      {map !== null && (
        <ZoneLayer
          map={map}
          cameras={shown}
          view={view}
          hasDensity={!hidden.has('density')}
          hasFlow={!hidden.has('flow')}
        />
      )}
      {map !== null && <CameraMarks map={map} cameras={shown} view={view} plans={shownPlans} />}
      {map !== null &&
        [...units.values()].map(
          (unit) =>
            unit.position !== null &&
            unit.state !== 'off' && (
              <UnitMarker key={unit.id} map={map} unit={unit} position={unit.position} />
            ),
        )}
      <LevelSwitch levels={shownPlans.levels} level={shownPlans.level} onLevel={props.onLevel} />
      <div className={style.corner}>
        <CameraFilterBar cameras={cameras} filter={filter} onFilter={onFilter} hasState={false} />
        <LayersButton hidden={hidden} onHidden={onHidden} />
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            if (map !== null) fit(map, everything, 300);
          }}
        >
          {words.watch.fit}
        </Button>
      </div>
      <div className={style.foot}>
        <Legend cameras={shown} view={view} hidden={hidden} />
        {gridM !== null && (
          <span className={style.grid} title={words.watch.groundHint}>
            {words.watch.gridStep(formats.number(gridM))}
          </span>
        )}
      </div>
    </div>
  );
}

type Corners = ReturnType<typeof boundsOf>;

/** The corners of before while they are the same: cameras change their state all day, but not their place. */
function useSame(corners: Corners): Corners {
  const before = useRef(corners);
  if (String(before.current) !== String(corners)) before.current = corners;
  return before.current;
}

function* pointsOf(cameras: Iterable<CameraView>): Generator<LngLat> {
  for (const camera of cameras) {
    if (camera.position !== null) yield [camera.position.longitude, camera.position.latitude];
    for (const zone of zonesOnGround(camera)) yield* zone.points;
  }
}

/** Room for the markers' own words and for the legend. */
const padding = { top: 64, right: 90, bottom: 132, left: 90 };
const closestFit = 18.5;

function fit(map: MapLibre, bounds: Corners, duration = 0): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (bounds !== null) map.fitBounds(bounds, { padding, maxZoom: closestFit, duration: calm ? 0 : duration });
}

function startView(view: string | undefined, bounds: Corners) {
  const [zoom, lat, lng] = (view ?? '').split('/').map(Number);
  if (
    zoom !== undefined &&
    lat !== undefined &&
    lng !== undefined &&
    [zoom, lat, lng].every(Number.isFinite)
  ) {
    return { zoom, center: [lng, Math.min(85, Math.max(-85, lat))] as [number, number] };
  }
  return bounds === null ? {} : { bounds, fitBoundsOptions: { padding, maxZoom: closestFit } };
}
