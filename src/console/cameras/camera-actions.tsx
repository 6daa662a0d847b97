import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core';
import {
  IconDots,
  IconPencil,
  IconPolygon,
  IconPower,
  IconRulerMeasure,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { call } from '../client.ts';
import { putCamera } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './camera.module.css';
import { draftOf } from './camera-draft.ts';
import type { CameraMode } from './camera-mode.ts';

/** What an administrator does with a camera. */
export function CameraActions({
  camera,
  setMode,
}: {
  readonly camera: CameraView;
  readonly setMode: (mode: CameraMode) => void;
}) {
  const words = useWords();
  const [isRemoving, setRemoving] = useState(false);
  const { isEnabled } = camera.source;

  async function toggle(): Promise<void> {
    try {
      const changed = await call('cameras.update', {
        params: { id: camera.id },
        body: {
          ...draftOf(camera),
          source: { ...camera.source, isEnabled: !isEnabled },
          version: camera.version,
        },
      });
      putCamera(changed);
      say((isEnabled ? words.cameras.disabled : words.cameras.enabled)(camera.name));
    } catch (cause) {
      say(problemText(cause, words));
    }
  }

  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPolygon size={16} stroke={1.6} aria-hidden />}
        onClick={() => setMode('zones')}
      >
        {words.cameras.editZones}
      </Button>
      <Button
        variant="default"
        leftSection={<IconRulerMeasure size={16} stroke={1.6} aria-hidden />}
        onClick={() => setMode('calibration')}
      >
        {words.cameras.calibrate}
      </Button>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={words.cameras.actions}>
            <IconDots size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setMode('edit')}>
            {words.cameras.edit}
          </Menu.Item>
          <Menu.Item leftSection={<IconPower size={16} aria-hidden />} onClick={() => void toggle()}>
            {isEnabled ? words.cameras.disable : words.cameras.enable}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setRemoving(true)}>
            {words.cameras.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRemoving && <RemoveCamera camera={camera} onClose={() => setRemoving(false)} />}
    </>
  );
}

/** Says what goes with the camera, and asks for its name: this cannot be undone. */
function RemoveCamera({ camera, onClose }: { readonly camera: CameraView; readonly onClose: () => void }) {
  const words = useWords();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await call('cameras.delete', { params: { id: camera.id } });
      say(words.cameras.removed(camera.name));
      await navigate({ to: '/cameras' });
    } catch (cause) {
      setError(problemText(cause, words));
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={words.cameras.removeTitle(camera.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        className={style.confirm}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === camera.name) void remove();
        }}
      >
        <p>{words.cameras.removeWhat(camera.zones.length)}</p>
        <TextInput
          label={words.cameras.removeType(camera.name)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
          error={error}
        />
        <div className={style.confirmActions}>
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={typed.trim() !== camera.name}>
            {words.cameras.remove}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
