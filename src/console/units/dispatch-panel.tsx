import { Button, NumberInput, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dispatch, UnitView } from '../../contract/units.ts';
import { call } from '../client.ts';
import { putUnit, useIncidents, useUnits } from '../live.ts';
import { useMay } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { incidentTitle } from '../unit-page/incident-title.ts';
import { type Formats, useFormats, useWords, type Words } from '../words/index.ts';
import { UnitShape } from './unit-shape.tsx';
import style from './units.module.css';

/** Whom to send: the run card, and the free units nearest first. A person decides. */
export function DispatchPanel({
  incidentId,
  onIncident,
}: {
  readonly incidentId: string | undefined;
  readonly onIncident: (id: string) => void;
}) {
  const words = useWords();
  const { units: own } = words;
  const open = [...useIncidents().values()].filter(({ state }) => state !== 'closed');
  const chosen = open.find(({ id }) => id === incidentId) ?? null;
  return (
    <section className={ui.card} aria-label={own.toIncident}>
      <div className={style.form}>
        {open.length === 0 ? (
          <p className={ui.muted}>{own.noIncidents}</p>
        ) : (
          <Select
            label={own.toIncident}
            placeholder={own.chooseIncident}
            value={chosen?.id ?? null}
            data={open.map((incident) => ({
              value: incident.id,
              label: `${incident.number} · ${incidentTitle(incident, words)}${incident.place === '' ? '' : ` · ${incident.place}`}`,
            }))}
            onChange={(id) => onIncident(id ?? '')}
          />
        )}
        {chosen !== null && <Suggestions incidentId={chosen.id} />}
      </div>
    </section>
  );
}

/** The free units for one incident, nearest first. */
export function Suggestions({ incidentId }: { readonly incidentId: string }) {
  const words = useWords();
  const { units: own } = words;
  const formats = useFormats();
  const units = useUnits();
  const mayDispatch = useMay('unit.dispatch');
  const [minutes, setMinutes] = useState<number | ''>('');
  const { data, error } = useQuery({
    queryKey: ['dispatch', incidentId, [...units.values()].map(({ version }) => version).join()],
    queryFn: ({ signal }) => call('units.dispatch', { params: { id: incidentId } }, signal),
    refetchInterval: 10_000,
    placeholderData: (before) => before,
  });
  const send = useMutation({
    mutationFn: (unit: UnitView) =>
      call('units.assign', {
        params: { id: unit.id },
        body: {
          incidentId,
          version: unit.version,
          ...(minutes === '' ? {} : { checkInMinutes: minutes }),
        },
      }),
    onSuccess: putUnit,
    onError: (cause) => say(problemText(cause, words)),
  });
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return null;
  return (
    <>
      <p className={ui.muted}>
        {data.card === null ? own.nearest : `${own.cardIs(data.card.name)}. ${own.nearest}.`}
      </p>
      {mayDispatch && (
        <NumberInput
          label={own.checkIn}
          placeholder={own.checkInAsCard}
          min={1}
          max={240}
          value={minutes}
          onChange={(value) => setMinutes(value === '' ? '' : Number(value))}
        />
      )}
      {data.suggestions.length === 0 && <p className={ui.muted}>{own.nobodyFree}</p>}
      <ul aria-label={own.free}>
        {data.suggestions.map((one) => {
          const unit = units.get(one.unitId);
          if (unit === undefined) return null;
          return (
            <li key={one.unitId} className={style.suggestion}>
              <div>
                <span className={style.state}>
                  <UnitShape state={unit.state} isSilent={false} />
                  <span className={style.name}>{unit.name}</span>
                </span>
                {one.isAskedFor && <span className={style.asked}>{own.asked}</span>}
                <span className={style.sub}>
                  {own.kinds[unit.kind]} · {sayDistance(one, words, formats)}
                </span>
              </div>
              {mayDispatch && (
                <Button
                  size="compact-sm"
                  variant={one.isAskedFor ? 'filled' : 'default'}
                  loading={send.isPending && send.variables?.id === unit.id}
                  aria-label={own.sendTo(unit.name)}
                  onClick={() => send.mutate(unit)}
                >
                  {own.send}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function sayDistance(one: Dispatch['suggestions'][number], words: Words, formats: Formats): string {
  if (one.distanceM === null) return words.units.unknownDistance;
  const { metres, kilometres } = words.watch.scale;
  const distance =
    one.distanceM < 1_000
      ? `${formats.number(Math.round(one.distanceM / 10) * 10)} ${metres}`
      : `${formats.number(one.distanceM / 1_000, 1)} ${kilometres}`;
  const said = one.by === 'road' ? words.units.byRoad(distance) : words.units.straight(distance);
  return one.isStale ? `${said} · ${words.units.stalePosition}` : said;
}
