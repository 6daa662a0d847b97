import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { AlarmView, CameraState, CameraView } from '../../contract/shapes.ts';
import type { Measure } from '../../core/measure/measure.ts';
import { selectAlarm } from '../alarms/selection.ts';
import { titleOf } from '../alarms/title.ts';
import { useMeasures, useServerNow } from '../live.ts';
import { freshnessOf } from '../ui/age.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './camera-marker.module.css';
import { type MapLibre, Marker } from './maplibre.ts';

/** The mark's middle stands on the place; its words hang below. */
const markHeightPx = 22;

/** A camera on the map: its state by shape, its first alarm, its most telling number. */
export function CameraMarker({
  map,
  camera,
  alarm,
  isBare,
  otherLevel,
}: {
  readonly map: MapLibre;
  readonly camera: CameraView;
  readonly alarm: AlarmView | null;
  /** Words only to those who point at it or hear it. */
  readonly isBare: boolean;
  /** Where it is, while the map shows another level of the building. */
  readonly otherLevel: string | null;
}) {
  const [element] = useState(() => document.createElement('div'));
  const { latitude = 0, longitude = 0 } = camera.position ?? {};
  useEffect(() => {
    const marker = new Marker({ element, anchor: 'top', offset: [0, -markHeightPx / 2] })
      .setLngLat([longitude, latitude])
      .addTo(map);
    // MapLibre makes the holder a button of its own; the link inside is the control.
    element.removeAttribute('role');
    element.removeAttribute('aria-label');
    element.removeAttribute('tabindex');
    return () => void marker.remove();
  }, [map, element, latitude, longitude]);
  // What needs a look stands above what does not.
  element.style.zIndex = alarm === null ? '1' : alarm.state === 'unacknowledged' ? '3' : '2';
  return createPortal(
    <Mark camera={camera} alarm={alarm} isBare={isBare} otherLevel={otherLevel} />,
    element,
  );
}

function Mark({
  camera,
  alarm,
  isBare,
  otherLevel,
}: {
  readonly camera: CameraView;
  readonly alarm: AlarmView | null;
  readonly isBare: boolean;
  readonly otherLevel: string | null;
}) {
  const words = useWords();
  const said = [words.cameraStates[camera.state], ...(alarm === null ? [] : [titleOf(alarm, words)])];
  return (
    <Link
      to="/cameras/$cameraId"
      params={{ cameraId: camera.id }}
      className={style.marker}
      title={
        isBare ? [camera.name, ...said, ...(otherLevel === null ? [] : [otherLevel])].join(', ') : undefined
      }
      onClick={(event) => {
        if (alarm === null) return;
        // The alarm is the nearer matter: a click brings it forward here, a second one opens the camera.
        if (event.currentTarget.dataset.isSelected !== 'true') {
          event.preventDefault();
          selectAlarm(alarm.id);
          event.currentTarget.dataset.isSelected = 'true';
        }
      }}
      onBlur={(event) => {
        event.currentTarget.dataset.isSelected = 'false';
      }}
    >
      {alarm === null ? (
        <StateShape state={camera.state} />
      ) : (
        <span className={style.alarm}>
          <PriorityMark priority={alarm.priority} state={alarm.state} size={26} />
        </span>
      )}
      <span className={isBare ? 'visually-hidden' : style.label}>
        <span className={style.name}>{camera.name}</span>
        <span className="visually-hidden">{`, ${said.join(', ')}. `}</span>
        {otherLevel !== null && <span className={style.level}>{otherLevel}</span>}
        {!isBare && <TellingNumber camera={camera} />}
      </span>
    </Link>
  );
}

/** Dot: measuring. Ring: connecting. Square with a cross: not measuring. Dashed ring: switched off. */
function StateShape({ state }: { readonly state: CameraState }) {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden focusable="false" className={style.shape}>
      {state === 'live' && (
        <>
          <circle cx="11" cy="11" r="8" className={style.disc} />
          <circle cx="11" cy="11" r="3.5" fill="currentColor" />
        </>
      )}
      {state === 'connecting' && <circle cx="11" cy="11" r="8" className={style.disc} />}
      {(state === 'lost' || state === 'failed') && (
        <>
          <rect x="3" y="3" width="16" height="16" rx="2" className={style.lost} />
          <path d="m7.5 7.5 7 7m0-7-7 7" className={style.lost} />
        </>
      )}
      {state === 'disabled' && <circle cx="11" cy="11" r="8" className={style.disc} strokeDasharray="3 3" />}
    </svg>
  );
}

/** The highest density where crowding is watched, else how many of what is there most. */
function TellingNumber({ camera }: { readonly camera: CameraView }) {
  const words = useWords();
  const formats = useFormats();
  const measures = useMeasures(camera.id);
  const now = useServerNow();
  if (camera.state !== 'live')
    return <span className={style.number}>{words.cameraStates[camera.state]}</span>;
  const shown = mostTelling(camera, measures);
  if (shown === null || shown.value === null) return null;
  const freshness = freshnessOf(now - shown.atMs);
  const digits = shown.unit === '1' ? 0 : 1;
  return (
    <span className={`${style.number} ${freshness === 'fresh' ? '' : ui[freshness]}`}>
      {shown.kind === 'count' ? `${words.measures.categories[shown.category]}: ` : ''}
      <b>{formats.number(shown.value, digits)}</b> {formats.unit(shown.unit)}
      {shown.errorBand !== null &&
        shown.unit !== '1' &&
        ` ${words.measures.band(formats.band(shown.errorBand))}`}
    </span>
  );
}

/** Chosen by the camera's rules rather than by the moment: a number that changes its kind cannot be read. */
function mostTelling({ zones }: Pick<CameraView, 'zones'>, measures: readonly Measure[]): Measure | null {
  const highest = (kind: Measure['kind'], category: Measure['category'] | null) =>
    measures
      .filter((m) => m.kind === kind && m.value !== null && (category === null || m.category === category))
      .reduce<Measure | null>(
        (best, m) => (best === null || (m.value ?? 0) > (best.value ?? 0) ? m : best),
        null,
      );
  const density = highest('density', null);
  const isForCrowds = zones.some(({ rules }) => rules.some(({ kind }) => kind === 'crowding'));
  if (density !== null && isForCrowds) return density;
  const people = highest('count', 'person');
  const vehicles = highest('count', 'vehicle');
  return (vehicles?.value ?? 0) > (people?.value ?? 0) ? vehicles : (people ?? density);
}
