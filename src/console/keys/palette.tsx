import { Modal } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { titleOf as incidentTitleOf } from '../../core/incident/words/index.ts';
import { useOpenAlarms } from '../alarms/open-alarms.ts';
import { titleOf } from '../alarms/title.ts';
import { useTerms } from '../incidents/use-terms.ts';
import { useCameras, useIncidents, useUnits } from '../live.ts';
import { signOut, useMay } from '../session.ts';
import { useWords, type Words } from '../words/index.ts';
import style from './keys.module.css';
import { match } from './match.ts';

type Command = {
  readonly id: string;
  readonly group: keyof Words['palette']['groups'];
  readonly name: string;
  readonly also?: string;
  readonly run: () => void;
};

/** Cameras, alarms and pages by name: Ctrl K or `/`. */
export function Palette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Modal.Root opened={isOpen} onClose={onClose} padding={0} size={560} yOffset="12vh" centered={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={useWords().keys.palette}>
        <Modal.Body>
          <PaletteBody onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteBody({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const commands = useCommands();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => match(typed, commands), [typed, commands]);
  const selected = Math.min(at, Math.max(0, found.length - 1));

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((selected + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[selected]);
    }
  };

  return (
    <div className={style.palette}>
      <input
        className={style.input}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${selected}` : undefined}
        aria-label={words.top.searchHint}
        autoComplete="off"
        spellCheck={false}
        placeholder={words.palette.placeholder}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div className={style.options} id={listId} role="listbox" aria-label={words.top.search} ref={list}>
        {found.map((command, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's, as the pattern asks
          <div
            key={command.id}
            id={`${listId}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === selected}
            className={style.option}
            onMouseMove={() => setAt(i)}
            onClick={() => run(command)}
          >
            <span className={style.optionName}>{command.name}</span>
            <span className={style.optionGroup}>{words.palette.groups[command.group]}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={style.nothing}>{words.palette.nothing(typed)}</p>}
      <p className="visually-hidden" role="status">
        {words.palette.results(found.length)}
      </p>
    </div>
  );
}

function useCommands(): readonly Command[] {
  const words = useWords();
  const router = useRouter();
  const cameras = useCameras();
  const units = useUnits();
  const alarms = useOpenAlarms();
  const incidents = useIncidents();
  const terms = useTerms();
  const mayHandOver = useMay('handover.read');
  const maySeeEvidence = useMay('evidence.read');
  const mayLookBack = useMay('recording.view');
  const maySeeHealth = useMay('health.read');
  const mayExercise = useMay('exercise.run');
  return useMemo(() => {
    const page = (
      name: string,
      to:
        | '/'
        | '/wall'
        | '/alarms'
        | '/incidents'
        | '/handover'
        | '/procedures'
        | '/units'
        | '/cameras'
        | '/footage'
        | '/evidence'
        | '/exercise'
        | '/health'
        | '/settings'
        | '/settings/notifications',
    ): Command => ({
      id: to,
      group: 'page',
      name,
      run: () => void router.navigate({ to }),
    });
    return [
      ...alarms.map(
        (alarm): Command => ({
          id: alarm.id,
          group: 'alarm',
          name: titleOf(alarm, words),
          also: alarm.cameraName,
          run: () => void router.navigate({ to: '/alarms/$alarmId', params: { alarmId: alarm.id } }),
        }),
      ),
      ...[...incidents.values()].map(
        (incident): Command => ({
          id: incident.id,
          group: 'incident',
          name: `${incident.number} · ${incidentTitleOf(incident, terms)}`,
          also: incident.place,
          run: () =>
            void router.navigate({ to: '/incidents/$incidentId', params: { incidentId: incident.id } }),
        }),
      ),
      page(words.nav.watch, '/'),
      page(words.nav.wall, '/wall'),
      page(words.nav.alarms, '/alarms'),
      page(words.nav.incidents, '/incidents'),
      ...(mayHandOver ? [page(words.handover.title, '/handover')] : []),
      page(words.procedures.title, '/procedures'),
      page(words.nav.units, '/units'),
      page(words.nav.cameras, '/cameras'),
      ...(mayLookBack ? [page(words.nav.footage, '/footage')] : []),
      ...(maySeeEvidence ? [page(words.nav.evidence, '/evidence')] : []),
      ...(mayExercise ? [page(words.exercise.title, '/exercise')] : []),
      ...(maySeeHealth ? [page(words.nav.health, '/health')] : []),
      page(words.nav.settings, '/settings'),
      page(words.notifications.title, '/settings/notifications'),
      ...[...units.values()].map(
        (unit): Command => ({
          id: unit.id,
          group: 'unit',
          name: unit.name,
          also: words.units.states[unit.state],
          run: () => void router.navigate({ to: '/units', search: { unit: unit.id } }),
        }),
      ),
      ...[...cameras.values()].map(
        (camera): Command => ({
          id: camera.id,
          group: 'camera',
          name: camera.name,
          also: camera.zones.map((zone) => zone.name).join(' '),
          run: () => void router.navigate({ to: '/cameras/$cameraId', params: { cameraId: camera.id } }),
        }),
      ),
      { id: 'sign-out', group: 'action', name: words.top.signOut, run: () => void signOut() },
    ];
  }, [
    words,
    terms,
    router,
    cameras,
    units,
    alarms,
    incidents,
    mayHandOver,
    mayLookBack,
    maySeeEvidence,
    maySeeHealth,
    mayExercise,
  ]);
}
