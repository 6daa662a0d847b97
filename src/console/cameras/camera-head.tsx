import type { CameraView } from '../../contract/shapes.ts';
import { SimulatedRibbon } from '../ui/simulated.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './camera.module.css';
import { stateMarkOf } from './camera-state.ts';

/** A camera's name, state, level and calibration, with what can be done at the right. */
export function CameraHead({
  camera,
  title,
  children,
}: {
  readonly camera: CameraView;
  /** What is being done, beside the name. */
  readonly title?: string;
  readonly children?: React.ReactNode;
}) {
  const words = useWords();
  const formats = useFormats();
  const calibration =
    camera.calibration === null
      ? words.cameras.uncalibrated
      : words.cameras.calibrated(formats.number(camera.calibration.residualM, 2));
  return (
    <header className={style.head}>
      <h1>
        {camera.name}
        {title !== undefined && <span className={style.headTitle}> · {title}</span>}
      </h1>
      <span className={style.state}>
        <StateMark state={stateMarkOf(camera.state)} />
        {words.cameraStates[camera.state]}
      </span>
      {camera.level !== null && <span className={style.level}>{words.watch.level(camera.level)}</span>}
      <span className={style.calibration}>{calibration}</span>
      <SimulatedRibbon camera={camera} />
      <div className={style.headActions}>{children}</div>
    </header>
  );
}
