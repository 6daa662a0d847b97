import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import { useCameras } from '../live.ts';
import { useWords } from '../words/index.ts';
import { chooseCameras } from './change-incident.ts';
import { FormFrame } from './form-frame.tsx';

/** Which cameras the incident shows. */
export function CameraForm({
  incident,
  onClose,
}: {
  readonly incident: Incident;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const cameras = useCameras();
  const [chosen, setChosen] = useState<string[]>([...incident.cameraIds]);
  return (
    <FormFrame action={words.common.save} send={() => chooseCameras(incident, chosen)} onClose={onClose}>
      <MultiSelect
        label={words.incidents.cameras}
        data-autofocus
        searchable
        limit={50}
        maxValues={60}
        value={chosen}
        data={[...cameras.values()].map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setChosen}
      />
    </FormFrame>
  );
}
