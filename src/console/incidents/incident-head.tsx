import { Button, Menu } from '@mantine/core';
import { IconDots, IconFileText } from '@tabler/icons-react';
import { addressOf } from '../../contract/client.ts';
import type { Incident } from '../../contract/incidents.ts';
import { titleOf } from '../../core/incident/words/index.ts';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useFormats, useLanguage, useWords } from '../words/index.ts';
import { resume, take } from './change-incident.ts';
import type { OpenForm } from './incident-forms.tsx';
import { IncidentMark } from './incident-mark.tsx';
import style from './incident-page.module.css';
import { useTerms } from './use-terms.ts';

/** What it is, how it stands, and what can be done with all of it. */
export function IncidentHead({
  incident,
  onForm,
}: {
  readonly incident: Incident;
  readonly onForm: (form: OpenForm) => void;
}) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const mayWrite = useMay('incident.write');
  const isOver = incident.state === 'closed';
  return (
    <header className={style.head}>
      <IncidentMark incident={incident} size={32} />
      <div className={style.headWords}>
        <h1>
          <span className={style.number}>{incident.number}</span> {titleOf(incident, terms)}
        </h1>
        <Facts incident={incident} />
      </div>
      <div className={style.actions}>
        {mayWrite && incident.state === 'open' && (
          <Button size="md" onClick={() => void take(incident)} rightSection={<Kbd>T</Kbd>}>
            {own.take}
          </Button>
        )}
        {mayWrite && incident.state === 'on-hold' && (
          <Button size="md" onClick={() => void resume(incident)} rightSection={<Kbd>T</Kbd>}>
            {own.resume}
          </Button>
        )}
        {mayWrite && !isOver && (
          <Button
            size="md"
            variant="default"
            onClick={() => onForm({ is: 'close' })}
            rightSection={<Kbd>C</Kbd>}
          >
            {own.close}
          </Button>
        )}
        {mayWrite && isOver && (
          <Button size="md" variant="default" onClick={() => onForm({ is: 'reopen' })}>
            {own.reopen}
          </Button>
        )}
        <Report incident={incident} onForm={onForm} />
        {mayWrite && !isOver && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="md" variant="default" aria-label={own.more} className={style.dots ?? ''}>
                <IconDots size={18} stroke={1.6} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => onForm({ is: 'edit' })}>{own.editTitle}</Menu.Item>
              <Menu.Item onClick={() => onForm({ is: 'cameras' })}>{own.chooseCameras}</Menu.Item>
              {incident.state !== 'on-hold' && (
                <Menu.Item onClick={() => onForm({ is: 'hold' })}>{own.hold}</Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </header>
  );
}

function Facts({ incident }: { readonly incident: Incident }) {
  const { incidents: own, alarms } = useWords();
  const terms = useTerms();
  const formats = useFormats();
  const now = useServerNow();
  const { command } = incident.roles;
  const endMs = incident.closing?.atMs ?? now;
  return (
    <p className={style.facts}>
      <span data-state={incident.state}>{terms.states[incident.state]}</span>
      <span>{alarms.priority(alarms.priorities[incident.priority])}</span>
      <span>{terms.origins[incident.origin]}</span>
      <span>{own.began(formats.moment(incident.beganAtMs, now))}</span>
      <time>{own.since(formats.duration(endMs - incident.beganAtMs))}</time>
      <span>{command === null ? own.nobodyCommands : own.commandedBy(command)}</span>
      {incident.heldFor !== null && <span>{own.waitsFor(incident.heldFor)}</span>}
      {incident.reopenings > 0 && <span>{own.reopenings(incident.reopenings)}</span>}
    </p>
  );
}

/** The situation report: a file to send on, or a text to read aloud. */
function Report({
  incident,
  onForm,
}: {
  readonly incident: Incident;
  readonly onForm: (form: OpenForm) => void;
}) {
  const { incidents: own } = useWords();
  const language = useLanguage();
  const maySeePictures = useMay('media.view');
  const address = addressOf('incidents.reportFile', { params: { id: incident.id }, query: { language } });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="md" variant="default" className={style.report ?? ''} data-report>
          <IconFileText size={16} stroke={1.6} aria-hidden />
          <span className={style.reportWord}>{own.report}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {maySeePictures && (
          <Menu.Item component="a" href={address} download>
            {own.reportFile}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => onForm({ is: 'report' })}>{own.reportText}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
