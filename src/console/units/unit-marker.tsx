import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { UnitView } from '../../contract/units.ts';
import { useServerNow } from '../live.ts';
import { type MapLibre, Marker } from '../watch/maplibre.ts';
import { useFormats, useWords } from '../words/index.ts';
import { hasOldPosition, overdueMs } from './unit-order.ts';
import { UnitShape } from './unit-shape.tsx';
import style from './units.module.css';

/** A unit on the map, where it was last; grey with its age when that is long ago. */
export function UnitMarker({
  map,
  unit,
  position,
}: {
  readonly map: MapLibre;
  readonly unit: UnitView;
  readonly position: NonNullable<UnitView['position']>;
}) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow(5_000);
  const [element] = useState(() => document.createElement('div'));
  const [marker] = useState(() => new Marker({ element, anchor: 'top', offset: [0, -11] }));
  const { latitude, longitude } = position;
  useEffect(() => {
    marker.setLngLat([longitude, latitude]).addTo(map);
    // MapLibre makes the holder a button of its own; the link inside is the control.
    element.removeAttribute('role');
    element.removeAttribute('aria-label');
    element.removeAttribute('tabindex');
  }, [map, marker, element, latitude, longitude]);
  useEffect(() => () => void marker.remove(), [marker]);
  const isSilent = overdueMs(unit, now) !== null;
  const isOld = hasOldPosition(unit, now);
  element.style.zIndex = isSilent ? '4' : '2';
  return createPortal(
    <Link
      to="/units"
      search={{ unit: unit.id }}
      className={`${style.marker} ${isOld ? style.old : ''}`}
      aria-label={words.units.onMap(unit.name, words.units.states[unit.state])}
    >
      <UnitShape state={unit.state} isSilent={isSilent} size={22} />
      <span>
        {unit.name}
        {isOld && ` · ${words.units.positionAge(formats.duration(now - position.atMs))}`}
      </span>
    </Link>,
    element,
  );
}
