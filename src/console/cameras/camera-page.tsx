import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { CameraView } from '../../contract/shapes.ts';
import { LabellingEditor } from '../accuracy/labelling-editor.tsx';
import { AccuracySection } from '../accuracy/section.tsx';
import { LookBack } from '../footage/look-back.tsx';
import { useCamera, useCity } from '../live.ts';
import { LivePicture } from '../media/live-picture.tsx';
import { useMay } from '../session.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { PushButton } from '../wall/push-button.tsx';
import { useWords } from '../words/index.ts';
import { CalibrationEditor } from './calibration-editor.tsx';
import style from './camera.module.css';
import { CameraActions } from './camera-actions.tsx';
import { CameraFormModal } from './camera-form-modal.tsx';
import { CameraHead } from './camera-head.tsx';
import { type CameraMode, cameraModes } from './camera-mode.ts';
import { CameraNotes } from './camera-notes.tsx';
import { MeasuresPanel } from './measures-panel.tsx';
import { MovedNote } from './moved-note.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { ZoneEditor } from './zone-editor.tsx';
import { ZoneOverlay } from './zone-overlay.tsx';

/** One camera. The address holds what is done with it: `?mode=zones`, `?mode=calibration`, `?mode=edit`, `?mode=accuracy`. */
export function CameraPage({ cameraId }: { readonly cameraId: string }) {
  const words = useWords();
  const camera = useCamera(cameraId);
  const areKnown = useCity((city) => city.areCamerasKnown);
  const navigate = useNavigate();
  const mayWrite = useMay('camera.write');
  const search = useSearch({ strict: false }) as { mode?: unknown };
  const mayLabel = useMay('accuracy.label');
  const asked = cameraModes.find((m) => m === search.mode) ?? null;
  const mode: CameraMode = (asked === 'accuracy' ? mayLabel : mayWrite) ? asked : null;
  const setMode = (next: CameraMode) =>
    void navigate({
      to: '/cameras/$cameraId',
      params: { cameraId },
      search: next === null ? {} : { mode: next },
    });

  if (camera === undefined) {
    if (!areKnown) return <PageSkeleton />;
    return (
      <div className={ui.empty}>
        <p>{words.cameras.gone}</p>
        <Button component={Link} to="/cameras" variant="default">
          {words.cameras.toList}
        </Button>
      </div>
    );
  }
  if (mode === 'zones') return <ZoneEditor key={camera.id} camera={camera} onClose={() => setMode(null)} />;
  if (mode === 'calibration')
    return <CalibrationEditor key={camera.id} camera={camera} onClose={() => setMode(null)} />;
  if (mode === 'accuracy')
    return <LabellingEditor key={camera.id} camera={camera} onClose={() => setMode(null)} />;
  return (
    <>
      <Watching camera={camera} mayWrite={mayWrite} setMode={setMode} />
      {mode === 'edit' && <CameraFormModal camera={camera} onClose={() => setMode(null)} />}
    </>
  );
}

function Watching({
  camera,
  mayWrite,
  setMode,
}: {
  readonly camera: CameraView;
  readonly mayWrite: boolean;
  readonly setMode: (mode: CameraMode) => void;
}) {
  return (
    <div className={style.page}>
      <CameraHead camera={camera}>
        <LookBack cameraId={camera.id} />
        <PushButton camera={camera} />
        {mayWrite && <CameraActions camera={camera} setMode={setMode} />}
      </CameraHead>
      <div className={style.main}>
        <div className={style.stage}>
          <LivePicture camera={camera}>
            <ZoneOverlay cameraId={camera.id} zones={camera.zones} />
          </LivePicture>
        </div>
        <MovedNote camera={camera} mayWrite={mayWrite} />
        <CameraNotes camera={camera} />
        <TimelinePanel camera={camera} />
      </div>
      <aside className={style.side}>
        <MeasuresPanel camera={camera} />
        <AccuracySection camera={camera} onLabel={() => setMode('accuracy')} />
      </aside>
    </div>
  );
}
