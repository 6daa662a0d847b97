import type { AccuracyCard } from '../../contract/accuracy.ts';
import type { CameraView } from '../../contract/shapes.ts';
import type { ZoneSituationKind } from '../../core/zone.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './accuracy.module.css';

/** How far the camera's counts are off, in which light, among how many people, and who says so. */
export function AccuracyCardView({
  card,
  camera,
}: {
  readonly card: AccuracyCard;
  readonly camera: CameraView;
}) {
  const words = useWords().accuracy;
  const rule = useWords().editor.rule;
  const formats = useFormats();
  const { whole, zones, found, events } = card;
  const one = (value: number) => formats.number(value, 1);
  const span = (low: number, high: number) => words.span(formats.percent(low), formats.percent(high));
  return (
    <article className={style.card} aria-label={words.cardTitle} data-card>
      {!card.isCurrent && <p className={style.old}>{words.outdated}</p>}
      <p className={style.figure}>
        <b>±{formats.band(whole.error.value)}</b> {words.peopleAFrame}
      </p>
      <p className={style.hint}>
        {words.between(one(whole.error.low), one(whole.error.high))} {words.bias(whole.bias.value, one)}
      </p>
      <dl className={style.facts}>
        <div>
          <dt>{words.exact}</dt>
          <dd>{words.of(Math.round(whole.exact.value * whole.frames), whole.frames)}</dd>
        </div>
        {found.recall !== null && (
          <div>
            <dt>{words.recall}</dt>
            <dd>
              {formats.percent(found.recall.value)} <small>{span(found.recall.low, found.recall.high)}</small>
            </dd>
          </div>
        )}
        {found.precision !== null && (
          <div>
            <dt>{words.precision}</dt>
            <dd>
              {formats.percent(found.precision.value)}{' '}
              <small>{span(found.precision.low, found.precision.high)}</small>
            </dd>
          </div>
        )}
        <div>
          <dt>{words.people}</dt>
          <dd>{words.range(whole.leastPeople, whole.mostPeople)}</dd>
        </div>
        <div>
          <dt>{words.light}</dt>
          <dd>{words.lights[card.light]}</dd>
        </div>
        <div>
          <dt>{words.when}</dt>
          <dd>{formats.dateTime(card.toMs)}</dd>
        </div>
        <div>
          <dt>{words.by}</dt>
          <dd>{card.madeBy}</dd>
        </div>
      </dl>
      {zones.length > 0 && (
        <table className={ui.table}>
          <thead>
            <tr>
              <th scope="col">{words.zone}</th>
              <th scope="col" className={ui.num}>
                {words.offBy}
              </th>
              <th scope="col" className={ui.num}>
                {words.people}
              </th>
            </tr>
          </thead>
          <tbody>
            {zones.map((zone) => (
              <tr key={zone.zoneId}>
                <td>{camera.zones.find(({ id }) => id === zone.zoneId)?.name ?? zone.zoneName}</td>
                <td className={ui.num}>
                  {/* Nothing off among nobody says nothing. */}
                  {isEmpty(zone) ? words.nobody : `±${formats.band(zone.error.value)}`}
                </td>
                <td className={ui.num}>{words.range(zone.leastPeople, zone.mostPeople)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {events.length > 0 && (
        <ul className={style.eventList}>
          {events.map((event) => (
            <li key={`${event.kind} ${event.zoneId} ${event.startMs} ${event.endMs}`}>
              <span>
                {rule[event.kind as ZoneSituationKind]?.name ?? event.kind}
                {', '}
                {camera.zones.find(({ id }) => id === event.zoneId)?.name ?? words.anywhere}
                <small>{formats.clock(event.startMs)}</small>
              </span>
              <span data-outcome={event.outcome}>
                {event.outcome === 'detected'
                  ? words.detected(formats.latency(event.delayMs ?? 0))
                  : words.outcomes[event.outcome]}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={style.hint}>{words.whatItIs(whole.frames)}</p>
    </article>
  );
}

/** Nobody was there, and nobody was counted. */
export function isEmpty({ mostPeople, error }: AccuracyCard['whole']): boolean {
  return mostPeople === 0 && error.value === 0;
}
