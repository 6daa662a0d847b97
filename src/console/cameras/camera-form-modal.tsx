import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { CameraView } from '../../contract/shapes.ts';
import { putCamera } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { useWords } from '../words/index.ts';
import { CameraForm } from './camera-form.tsx';

/** Adds a camera, or changes the one given. A new camera opens with its zone editor one step away. */
export function CameraFormModal({
  camera,
  onClose,
}: {
  readonly camera?: CameraView;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const navigate = useNavigate();
  const { form } = words.cameras;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={camera === undefined ? form.addTitle : form.editTitle(camera.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <CameraForm
        camera={camera}
        onCancel={onClose}
        onSaved={(saved) => {
          putCamera(saved);
          say((camera === undefined ? words.cameras.added : words.cameras.saved)(saved.name));
          if (camera === undefined)
            void navigate({ to: '/cameras/$cameraId', params: { cameraId: saved.id } });
          else onClose();
        }}
      />
    </Modal>
  );
}
