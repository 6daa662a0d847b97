import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import { type IncidentRole, incidentRoles } from '../../core/incident/incident.ts';
import { useMay, useSession } from '../session.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { giveRole } from './change-incident.ts';
import style from './incident-page.module.css';
import { useTerms } from './use-terms.ts';

/** Who does what, after ISO 22320. */
export function RolesPanel({ incident }: { readonly incident: Incident }) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const mayChange = useMay('incident.write') && incident.state !== 'closed';
  return (
    <section className={`${ui.card} ${style.roles}`} aria-label={own.roles}>
      <h2>{own.roles}</h2>
      <dl className={style.roleRows}>
        {incidentRoles.map((role) => (
          <div key={role} className={style.role} data-role={role}>
            <dt>{terms.roles[role]}</dt>
            <dd>
              {mayChange ? (
                <Holder incident={incident} role={role} />
              ) : (
                (incident.roles[role] ?? terms.nobody)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A name that is kept when the field is left or Enter is pressed. */
function Holder({ incident, role }: { readonly incident: Incident; readonly role: IncidentRole }) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const me = useSession().data?.user.name;
  const held = incident.roles[role];
  const [typed, setTyped] = useState(held ?? '');
  useEffect(() => setTyped(held ?? ''), [held]);
  const give = async (name: string | null) => {
    if (name !== held && (await giveRole(incident, role, name)) === null) setTyped(held ?? '');
  };
  return (
    <>
      <TextInput
        size="xs"
        aria-label={own.roleOf(terms.roles[role])}
        placeholder={terms.nobody}
        maxLength={80}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void give(typed.trim() === '' ? null : typed.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') {
            event.stopPropagation();
            setTyped(held ?? '');
          }
        }}
      />
      {me !== undefined && held !== me && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={own.meAs(terms.roles[role])}
          onClick={() => void give(me)}
        >
          {own.me}
        </Button>
      )}
    </>
  );
}
