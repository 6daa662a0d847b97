import { useElementSize } from '@mantine/hooks';
import type { Zone } from '../../core/zone.ts';
import { useAlarms, useMeasures, useServerNow } from '../live.ts';
import { useFormats, useWords } from '../words/index.ts';
import { placeLabels } from './label-places.ts';
import style from './overlay.module.css';
import { worstByZone } from './zone-alarms.ts';
import { zoneFigure } from './zone-figure.ts';

/** A smaller picture has room for names only. */
const narrowPx = 460;
const labelWidthPx = (text: string) => 14 + text.length * 6.4;

/** Zones over a live picture: thin lines, the name and the one number at a corner, the colour of an alarm where there is one. */
export function ZoneOverlay({
  cameraId,
  zones,
  showsNames = true,
}: {
  readonly cameraId: string;
  readonly zones: readonly Zone[];
  readonly showsNames?: boolean;
}) {
  const formats = useFormats();
  const { directions, categories } = useWords().measures;
  const measures = useMeasures(cameraId);
  const now = useServerNow();
  const size = useElementSize<HTMLDivElement>();
  const worst = worstByZone(useAlarms().values(), cameraId);
  const isNarrow = size.width < narrowPx;
  const labels = showsNames
    ? zones.map((zone) => ({
        zone,
        figure: isNarrow ? null : zoneFigure(measures, zone, now, { ...formats, directions, categories }),
      }))
    : [];
  const places = placeLabels(
    labels.map(({ zone, figure }) => ({
      key: zone.id,
      points: zone.points,
      widthPx: Math.min(size.width * 0.45, labelWidthPx(`${zone.name} ${figure ?? ''}`)),
    })),
    { w: size.width, h: size.height },
  );
  return (
    <div ref={size.ref} className={style.overlay} aria-hidden>
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" className={style.lines} aria-hidden>
        {zones.map((zone) => (
          <ZoneLines key={zone.id} zone={zone} priority={worst.get(zone.id)?.priority ?? null} />
        ))}
      </svg>
      {zones.map((zone) =>
        zone.direction === null ? null : <Arrow key={zone.id} direction={zone.direction} />,
      )}
      {labels.map(({ zone, figure }) => {
        const place = places.get(zone.id);
        return (
          place && (
            <span
              key={zone.id}
              className={style.label}
              data-priority={worst.get(zone.id)?.priority}
              style={{ left: place.left, top: place.top }}
            >
              {zone.name}
              {figure !== null && <span className={style.figure}>{figure}</span>}
            </span>
          )
        );
      })}
    </div>
  );
}

function ZoneLines({ zone, priority }: { readonly zone: Zone; readonly priority: string | null }) {
  const points = zone.points.map((p) => `${p.x},${p.y}`).join(' ');
  const Shape = zone.shape === 'area' ? 'polygon' : 'polyline';
  return (
    <g data-priority={priority ?? undefined} className={style.zone}>
      <Shape points={points} className={style.halo} />
      <Shape points={points} className={style.line} />
    </g>
  );
}

/** The permitted way, drawn in the picture's own proportions so that its head stays a head. */
export function Arrow({ direction: [from, to] }: { readonly direction: NonNullable<Zone['direction']> }) {
  return (
    <svg className={style.lines} aria-hidden>
      <defs>
        <marker
          id="arrow-head"
          viewBox="0 0 10 10"
          refX="8"
          refY="5"
          markerWidth="8"
          markerHeight="8"
          orient="auto-start-reverse"
        >
          <path d="M1 1 9 5 1 9" fill="none" stroke="#e7ebef" strokeWidth="1.6" />
        </marker>
      </defs>
      <line
        x1={`${from.x * 100}%`}
        y1={`${from.y * 100}%`}
        x2={`${to.x * 100}%`}
        y2={`${to.y * 100}%`}
        className={style.arrow}
        markerEnd="url(#arrow-head)"
      />
    </svg>
  );
}
