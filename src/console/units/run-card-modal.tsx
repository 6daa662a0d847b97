import { MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunCard } from '../../contract/units.ts';
import { incidentKinds } from '../../core/incident/incident.ts';
import { type UnitKind, unitKinds } from '../../core/unit/unit.ts';
import { AreaField } from '../area/area-field.tsx';
import { useArea } from '../area/use-area.ts';
import { call } from '../client.ts';
import { FormModal } from '../ui/form-modal.tsx';
import { incidentTitle } from '../unit-page/incident-title.ts';
import { useWords } from '../words/index.ts';
import style from './units.module.css';

/** @param card null: a new one. */
export function RunCardModal({
  card,
  onStored,
  onClose,
}: {
  readonly card: RunCard | null;
  readonly onStored: () => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { units: own } = words;
  const [name, setName] = useState(card?.name ?? '');
  const [kinds, setKinds] = useState<RunCard['kinds']>(card?.kinds ?? []);
  const area = useArea(card?.area ?? []);
  const [needs, setNeeds] = useState<RunCard['needs']>(card?.needs ?? [{ kind: 'patrol', count: 1 }]);
  const [minutes, setMinutes] = useState<number | null>(card?.checkInMinutes ?? null);
  const store = useMutation({
    mutationFn: () => {
      const body = { name, kinds, area: [...(area.corners ?? [])], needs, checkInMinutes: minutes };
      return card === null
        ? call('run-cards.create', { body })
        : call('run-cards.update', { params: { id: card.id }, body: { ...body, version: card.version } });
    },
    onSuccess: async () => {
      await onStored();
      onClose();
    },
  });
  const setCount = (kind: UnitKind, count: number) =>
    setNeeds((before) =>
      unitKinds.flatMap((one) => {
        const wanted = one === kind ? count : (before.find((need) => need.kind === one)?.count ?? 0);
        return wanted > 0 ? [{ kind: one, count: wanted }] : [];
      }),
    );
  return (
    <FormModal
      size="lg"
      title={card === null ? own.newCard : own.editCard(card.name)}
      action={card === null ? own.add : words.common.save}
      isReady={name.trim() !== '' && area.corners !== null && needs.length > 0}
      store={store}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={own.name}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MultiSelect
        label={own.cardKinds}
        placeholder={kinds.length === 0 ? own.everyKind : ''}
        searchable
        data={incidentKinds.map((value) => ({
          value,
          label: incidentTitle({ kind: value, title: null }, words),
        }))}
        value={kinds}
        onChange={(chosen) => setKinds(chosen as RunCard['kinds'])}
      />
      <fieldset className={style.needs}>
        <legend>{own.cardNeeds}</legend>
        {unitKinds.map((kind) => (
          <NumberInput
            key={kind}
            label={own.kinds[kind]}
            min={0}
            max={50}
            allowDecimal={false}
            value={needs.find((need) => need.kind === kind)?.count ?? 0}
            onChange={(value) => setCount(kind, Number(value))}
          />
        ))}
      </fieldset>
      <NumberInput
        label={own.checkIn}
        min={1}
        max={240}
        allowDecimal={false}
        value={minutes ?? ''}
        onChange={(value) => setMinutes(value === '' ? null : Number(value))}
      />
      <AreaField label={own.cardArea} area={area} />
    </FormModal>
  );
}
