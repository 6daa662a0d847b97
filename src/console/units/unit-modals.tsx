import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { UnitView } from '../../contract/units.ts';
import { type UnitKind, unitKinds } from '../../core/unit/unit.ts';
import { call } from '../client.ts';
import { putUnit } from '../live.ts';
import { FormModal } from '../ui/form-modal.tsx';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './units.module.css';

/** The one-time link, made when this opens: one that was shown and not used is void with the next. */
export function LinkModal({ unit, onClose }: { readonly unit: UnitView; readonly onClose: () => void }) {
  const words = useWords();
  const { mutate, data, error } = useMutation({
    mutationFn: () => call('units.link', { params: { id: unit.id } }),
  });
  useEffect(() => mutate(), [mutate]);
  const address = data === undefined ? '' : `${location.origin}${data.path}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.units.linkTitle(unit.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={style.form}>
        <p className={ui.muted}>{words.units.linkHint}</p>
        <p className={style.address}>{address}</p>
        <div role="alert">{error !== null && <p className={style.bad}>{problemText(error, words)}</p>}</div>
        <Button
          data-autofocus
          onClick={() => {
            if (address !== '')
              void navigator.clipboard?.writeText(address).then(() => say(words.units.copied));
          }}
        >
          {words.units.copy}
        </Button>
      </div>
    </Modal>
  );
}

/** @param unit null: a new one. */
export function UnitModal({
  unit,
  onClose,
}: {
  readonly unit: UnitView | null;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { units: own } = words;
  const [name, setName] = useState(unit?.name ?? '');
  const [kind, setKind] = useState<UnitKind>(unit?.kind ?? 'patrol');
  const store = useMutation({
    mutationFn: () =>
      unit === null
        ? call('units.create', { body: { name, kind } })
        : call('units.update', {
            params: { id: unit.id },
            body: { name, kind, version: unit.version },
          }),
    onSuccess: (stored) => {
      putUnit(stored);
      onClose();
    },
  });
  return (
    <FormModal
      title={unit === null ? own.create : own.editTitle(unit.name)}
      action={unit === null ? own.add : words.common.save}
      isReady={name.trim() !== ''}
      store={store}
      onClose={onClose}
    >
      <div className={style.pair}>
        <TextInput
          data-autofocus
          label={own.name}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={own.kind}
          allowDeselect={false}
          value={kind}
          data={unitKinds.map((value) => ({ value, label: own.kinds[value] }))}
          onChange={(value) => setKind((value ?? 'patrol') as UnitKind)}
        />
      </div>
    </FormModal>
  );
}
