import { Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { rationalisations } from '../../core/alarm/rationalisation.ts';
import type { SituationKind } from '../../core/zone.ts';
import { fromLocal } from '../accuracy/local-time.ts';
import { call } from '../client.ts';
import { useCameras } from '../live.ts';
import { answers } from '../session.ts';
import { FormModal } from '../ui/form-modal.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { outOfServiceQuery } from './alarm-queries.ts';

/** Takes a camera, one of its zones or a kind of alarm out of service. */
export function ServiceForm({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const cameras = useCameras();
  const [cameraId, setCamera] = useState<string | null>(null);
  const [zoneId, setZone] = useState<string | null>(null);
  const [kind, setKind] = useState<SituationKind | null>(null);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const zones = cameras.get(cameraId ?? '')?.zones ?? [];
  const take = useMutation({
    mutationFn: () =>
      call('outOfService.create', { body: { cameraId, zoneId, kind, reason, untilMs: fromLocal(until) } }),
    onSuccess: async () => {
      await answers.invalidateQueries({ queryKey: outOfServiceQuery.queryKey });
      onClose();
    },
  });
  const isWhole = (cameraId !== null || kind !== null) && reason.trim() !== '';
  const common = { clearable: true, searchable: true, comboboxProps: { withinPortal: true } };
  return (
    <FormModal
      title={words.aside.takeOut}
      action={words.aside.takeOut}
      isReady={isWhole}
      store={take}
      onClose={onClose}
    >
      <p className={ui.muted}>{words.aside.takeOutHint}</p>
      <Select
        {...common}
        data-autofocus
        label={words.aside.camera}
        placeholder={words.aside.wholeSite}
        data={[...cameras.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={cameraId}
        onChange={(value) => {
          setCamera(value);
          setZone(null);
        }}
      />
      <Select
        {...common}
        label={words.aside.zone}
        placeholder={words.aside.wholeCamera}
        disabled={zones.length === 0}
        data={zones.map(({ id, name }) => ({ value: id, label: name }))}
        value={zoneId}
        onChange={setZone}
      />
      <Select
        {...common}
        label={words.aside.kind}
        placeholder={words.aside.everyKind}
        data={rationalisations.map((r) => ({ value: r.kind, label: words.alarms.kinds[r.kind] }))}
        value={kind}
        onChange={(value) => setKind(value as SituationKind | null)}
      />
      <Textarea
        label={words.aside.why}
        autosize
        minRows={2}
        maxRows={5}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={words.aside.end}
        description={words.aside.endHint}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </FormModal>
  );
}
