import { Link } from '@tanstack/react-router';
import type { Incident } from '../../contract/incidents.ts';
import type { UnitView } from '../../contract/units.ts';
import { useServerNow, useUnits } from '../live.ts';
import { useMay } from '../session.ts';
import ui from '../ui/ui.module.css';
import { Suggestions } from '../units/dispatch-panel.tsx';
import { overdueMs } from '../units/unit-order.ts';
import { UnitShape } from '../units/unit-shape.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './incident-page.module.css';

/** Who is sent here, and whom to send. */
export function UnitsPanel({ incident }: { readonly incident: Incident }) {
  const { incidents: own } = useWords();
  const units = useUnits();
  const mayDispatch = useMay('unit.dispatch') && incident.state !== 'closed';
  const sent = [...units.values()].filter(({ assignment }) => assignment?.incidentId === incident.id);
  if (units.size === 0 || (sent.length === 0 && !mayDispatch)) return null;
  return (
    <section className={`${ui.card} ${style.units}`} aria-label={own.unitsHere} data-part="units">
      <h2>{own.unitsHere}</h2>
      {sent.length === 0 && <p className={ui.muted}>{own.noUnits}</p>}
      <ul className={style.rows}>
        {sent.map((unit) => (
          <Sent key={unit.id} unit={unit} />
        ))}
      </ul>
      {mayDispatch && (
        <div className={style.dispatch}>
          <Suggestions incidentId={incident.id} />
        </div>
      )}
    </section>
  );
}

function Sent({ unit }: { readonly unit: UnitView }) {
  const { units: words } = useWords();
  const formats = useFormats();
  const now = useServerNow();
  const silentMs = overdueMs(unit, now);
  const facts = [
    words.states[unit.state],
    words.since(formats.duration(now - unit.stateSinceMs)),
    unit.assignment?.acknowledgedAtMs === null ? words.notAcknowledged : null,
    unit.lastNote === null ? null : `${words.fromUnit(unit.lastNote.who)} ${unit.lastNote.text}`,
  ];
  return (
    <li className={style.row} data-unit={unit.id}>
      <UnitShape state={unit.state} isSilent={silentMs !== null} />
      <div className={style.rowWords}>
        <Link className={ui.link} to="/units" search={{ unit: unit.id }}>
          {unit.name}
        </Link>
        <span className={style.sub}>{facts.filter((fact) => fact !== null).join(' · ')}</span>
        {silentMs !== null && <strong role="alert">{words.silent(formats.duration(silentMs))}</strong>}
      </div>
    </li>
  );
}
