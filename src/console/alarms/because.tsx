import type { AlarmView } from '../../contract/shapes.ts';
import type { Measure } from '../../core/measure/measure.ts';
import { digitsOf } from '../cameras/zone-figure.ts';
import { useCamera } from '../live.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './because.module.css';
import { limitOf, scaleOf } from './because-scale.ts';

/** The measures behind an alarm, each as its number and as a bar with its error band and the rule's limit. */
export function Because({ alarm }: { readonly alarm: AlarmView }) {
  const words = useWords();
  const rule = useCamera(alarm.cameraId)
    ?.zones.find(({ id }) => id === alarm.zoneId)
    ?.rules.find(({ kind }) => kind === alarm.kind);
  const { because } = alarm.situation;
  if (because.length === 0) return <p className={style.nothing}>{words.alarms.whyNothing}</p>;
  return (
    <ul className={style.list}>
      {because.map((measure) => (
        <li key={`${measure.zoneId} ${measure.kind} ${measure.category} ${measure.direction}`}>
          <Row measure={measure} limit={rule === undefined ? null : limitOf(measure, rule)} />
        </li>
      ))}
    </ul>
  );
}

function Row({ measure, limit }: { readonly measure: Measure; readonly limit: number | null }) {
  const words = useWords();
  const formats = useFormats();
  const digits = digitsOf(measure);
  const unit = formats.unit(measure.unit);
  const value = (n: number) => `${formats.number(n, digits)} ${unit}`.trim();
  const name = [
    words.measures.kinds[measure.kind],
    measure.direction === null ? null : words.measures.directions[measure.direction],
  ]
    .filter((part) => part !== null)
    .join(' ');
  const scale = scaleOf(measure, limit);
  return (
    <div className={style.row}>
      <span className={style.name}>
        {name}
        <small>{words.measures.categories[measure.category]}</small>
      </span>
      <span className={style.value}>
        {measure.value === null ? (
          <span className={style.nothing}>{words.measures.notes[measure.note ?? 'not-measuring']}</span>
        ) : (
          <>
            <strong>{formats.number(measure.value, digits)}</strong> {unit}{' '}
            {measure.errorBand !== null && (
              <span className={style.band}>
                {words.measures.band(formats.band(measure.errorBand, Math.max(digits, 1)))}
              </span>
            )}
          </>
        )}
      </span>
      {scale !== null && (
        <svg
          className={style.bar}
          viewBox="0 0 100 12"
          preserveAspectRatio="none"
          aria-hidden
          focusable="false"
        >
          <rect className={style.track} x="0" y="4" width="100" height="4" />
          <rect className={style.fill} x="0" y="4" width={scale.value} height="4" />
          {scale.low !== null && scale.high !== null && (
            <rect
              className={style.bandBar}
              x={scale.low}
              y="2"
              width={Math.max(0.5, scale.high - scale.low)}
              height="8"
            />
          )}
          {scale.limit !== null && (
            <rect className={style.limit} x={scale.limit} y="0" width="0.8" height="12" />
          )}
        </svg>
      )}
      <span className={style.foot}>
        {[
          limit === null ? null : words.alarms.limit(value(limit)),
          measure.note === null || measure.value === null ? null : words.measures.notes[measure.note],
          words.alarms.seen(formats.percent(measure.coverage)),
          formats.clock(measure.atMs),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </div>
  );
}

/** One line for a card: the first measure with its band and unit; null when there is none with a value. */
export function useBecauseLine(alarm: {
  readonly situation: Pick<AlarmView['situation'], 'because' | 'levelOfService'>;
}): string | null {
  const words = useWords();
  const formats = useFormats();
  const first = alarm.situation.because.find(({ value }) => value !== null);
  const parts: string[] = [];
  if (first?.value !== undefined && first.value !== null) {
    const digits = digitsOf(first);
    const { kinds, categories } = words.measures;
    const named = first.kind === 'count' ? categories[first.category] : kinds[first.kind];
    const band =
      first.errorBand === null
        ? ''
        : ` ${words.measures.band(formats.band(first.errorBand, Math.max(digits, 1)))}`;
    parts.push(
      first.unit === '1'
        ? `${named}: ${formats.number(first.value, digits)}${band}`
        : `${formats.number(first.value, digits)} ${formats.unit(first.unit)}${band}`,
    );
  }
  if (alarm.situation.levelOfService !== null) {
    parts.push(words.alarms.levelOfService(alarm.situation.levelOfService));
  }
  return parts.length === 0 ? null : parts.join(' · ');
}
