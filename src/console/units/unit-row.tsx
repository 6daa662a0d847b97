import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { UnitView } from '../../contract/units.ts';
import { possibleActions, type UnitAction } from '../../core/unit/advance-unit.ts';
import { call } from '../client.ts';
import { putUnit } from '../live.ts';
import { useMay } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { hasOldPosition, overdueMs } from './unit-order.ts';
import { UnitShape } from './unit-shape.tsx';
import style from './units.module.css';

/** One unit: what it does, since when, where it is, its last word, and what its radio may have said. */
export function UnitRow({
  unit,
  now,
  isNamed,
  onOpen,
}: {
  readonly unit: UnitView;
  readonly now: number;
  readonly isNamed: boolean;
  readonly onOpen: (what: 'unit' | 'words' | 'link') => void;
}) {
  const words = useWords();
  const { units: own } = words;
  const formats = useFormats();
  const silentMs = overdueMs(unit, now);
  const since = own.since(formats.duration(Math.max(0, now - unit.stateSinceMs)));
  return (
    <li className={style.row} data-unit-id={unit.id} data-is-named={isNamed}>
      <div>
        <span className={style.name}>{unit.name}</span>
        <span className={style.sub}>{own.kinds[unit.kind]}</span>
      </div>
      <div>
        <span className={style.state}>
          <UnitShape state={unit.state} isSilent={silentMs !== null} />
          {own.states[unit.state]}
        </span>
        <span className={style.sub}>
          {unit.incidentNumber === null ? since : `${own.incident(unit.incidentNumber)} · ${since}`}
          {unit.assignment?.acknowledgedAtMs === null && ` · ${own.notAcknowledged}`}
        </span>
        {unit.checkIn !== null && silentMs === null && (
          <span className={style.sub}>
            {own.checkInDue(formats.duration(Math.max(0, unit.checkIn.dueAtMs - now)))}
          </span>
        )}
      </div>
      <div>
        {unit.position === null ? (
          <span className={ui.muted}>{own.noPosition}</span>
        ) : (
          <Link
            to="/"
            search={{ view: `16/${unit.position.latitude}/${unit.position.longitude}` }}
            className={`${ui.link} ${hasOldPosition(unit, now) ? ui.stale : ''}`}
            title={own.showOnMap(unit.name)}
          >
            {own.positionAge(formats.duration(Math.max(0, now - unit.position.atMs)))}
          </Link>
        )}
        {unit.lastNote !== null && (
          <span className={style.sub}>
            {own.fromUnit(unit.lastNote.who)} {unit.lastNote.text}
          </span>
        )}
      </div>
      <RowActions unit={unit} onOpen={onOpen} />
      {silentMs !== null && (
        <strong className={style.silent} role="alert">
          {own.silent(formats.duration(silentMs))}
        </strong>
      )}
    </li>
  );
}

function RowActions({
  unit,
  onOpen,
}: {
  readonly unit: UnitView;
  readonly onOpen: (what: 'unit' | 'words' | 'link') => void;
}) {
  const words = useWords();
  const { units: own } = words;
  const mayDispatch = useMay('unit.dispatch');
  const mayWrite = useMay('unit.write');
  const onError = (cause: unknown) => say(problemText(cause, words));
  const act = useMutation({
    mutationFn: (action: UnitAction) =>
      call('units.act', { params: { id: unit.id }, body: { action, version: unit.version } }),
    onSuccess: putUnit,
    onError,
  });
  const remove = useMutation({
    mutationFn: () => call('units.delete', { params: { id: unit.id } }),
    onSuccess: () => say(own.removed(unit.name)),
    onError,
  });
  if (!mayDispatch) return null;
  const steps = possibleActions(unit);
  return (
    <div className={style.actions}>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={own.sayTo(unit.name)}
        onClick={() => onOpen('words')}
      >
        {own.say}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-xs"
            variant="default"
            loading={act.isPending}
            aria-label={own.more(unit.name)}
          >
            …
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {steps.map((action) => (
            <Menu.Item key={action} onClick={() => act.mutate(action)}>
              {own.actions[action]}
            </Menu.Item>
          ))}
          {mayWrite && <Menu.Divider />}
          {mayWrite && <Menu.Item onClick={() => onOpen('unit')}>{own.edit}</Menu.Item>}
          {mayWrite && <Menu.Item onClick={() => onOpen('link')}>{own.link}</Menu.Item>}
          {mayWrite && unit.assignment === null && (
            <Menu.Item onClick={() => remove.mutate()}>{own.remove}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
