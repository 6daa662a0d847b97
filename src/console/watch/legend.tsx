import type { CameraView } from '../../contract/shapes.ts';
import { currentCity, useServerNow } from '../live.ts';
import { staleAfterMs } from '../ui/age.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './city-map.module.css';
import { densitySteps } from './ground.ts';
import type { MapLayer } from './map-layers.ts';
import { fieldsFromZoom, flowFromZoom } from './map-style.ts';
import type { View } from './use-view.ts';
import { useZonesInView } from './use-zones-in-view.ts';
import { type DataAge, dataAgeOf, zoneFigures } from './zone-figures.ts';

const noMeasures = [] as const;

/** What the map's signs mean, with the limits of density in words, and how old the numbers in view are. */
export function Legend({
  cameras,
  view,
  hidden,
}: {
  readonly cameras: ReadonlyMap<string, CameraView>;
  readonly view: View | null;
  readonly hidden: ReadonlySet<MapLayer>;
}) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow();
  const zones = useZonesInView(cameras, view, 0);
  const { measures } = currentCity();
  const age =
    zones === null || hidden.has('density')
      ? null
      : dataAgeOf(zoneFigures(zones, (id) => measures.get(id) ?? noMeasures, now));
  const zoom = view?.zoom ?? 0;
  const hasLines = zones?.some(({ shape }) => shape === 'line') ?? false;
  return (
    <section className={style.legend} aria-label={words.watch.legendLabel}>
      {!hidden.has('density') && (
        <>
          <span className={style.legendTitle}>{words.watch.legend}</span>
          <ol>
            {words.watch.legendWords.map((word, step) => (
              <li key={word}>
                <span className={style.swatch} style={{ background: `var(--density-${step})` }} aria-hidden />
                <span className={style.legendFrom}>
                  {step === 0 ? '0' : formats.number(densitySteps[step - 1] ?? 0, 1)}
                </span>
                <span className={style.legendWord}>{word}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      <ul className={style.signs}>
        {age !== null && age.measured < age.zones && (
          <li>
            <span className={style.hollow} aria-hidden />
            {words.watch.notMeasuring}
          </li>
        )}
        {!hidden.has('flow') && hasLines && zoom >= flowFromZoom && (
          <li>
            <svg width="16" height="10" viewBox="0 0 16 10" aria-hidden focusable="false">
              <path d="M0 3.5h9V0l7 5-7 5V6.5H0z" fill="currentColor" />
            </svg>
            {words.watch.flowSign}
          </li>
        )}
        {!hidden.has('views') && zoom >= fieldsFromZoom && (
          <li>
            <span className={style.field} aria-hidden />
            {words.watch.fieldSign}
          </li>
        )}
      </ul>
      {age !== null && <AgeLine age={age} />}
      {zones === null && hidden.size < 3 && <span>{words.watch.comeNearer}</span>}
    </section>
  );
}

/** Figures without their age are no figures. */
function AgeLine({ age: { zones, measured, newestMs, oldestMs } }: { readonly age: DataAge }) {
  const words = useWords();
  if (zones === 0) return null;
  const seconds = (ms: number) => Math.floor(ms / 1_000);
  const span =
    newestMs === null || oldestMs === null ? null : { newest: seconds(newestMs), oldest: seconds(oldestMs) };
  return (
    <span className={style.dataAge} data-measured={measured} data-zones={zones}>
      {words.watch.dataAge(measured, zones, span)}
      {oldestMs !== null && oldestMs > staleAfterMs && ` ${words.watch.faded}`}
    </span>
  );
}
