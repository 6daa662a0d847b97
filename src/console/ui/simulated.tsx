import type { CameraView } from '../../contract/shapes.ts';
import { useCameras } from '../live.ts';
import { useWords } from '../words/index.ts';
import ui from './ui.module.css';

/** How many of this site's cameras watch a simulation. */
export function useSimulatedShare(): { readonly simulated: number; readonly total: number } {
  const cameras = useCameras();
  return { simulated: simulatedAmong(cameras), total: cameras.size };
}

/** Counted once for all who ask: each row of a long list does. */
const counted = new WeakMap<ReadonlyMap<string, CameraView>, number>();
function simulatedAmong(cameras: ReadonlyMap<string, CameraView>): number {
  const known = counted.get(cameras);
  if (known !== undefined) return known;
  let simulated = 0;
  for (const camera of cameras.values()) if (camera.isSimulated) simulated++;
  counted.set(cameras, simulated);
  return simulated;
}

/** "Simulated" on a camera that stands among real ones; where all are simulated the top bar says so once. */
export function SimulatedRibbon({ camera }: { readonly camera: Pick<CameraView, 'isSimulated'> }) {
  const words = useWords();
  const { simulated, total } = useSimulatedShare();
  if (!camera.isSimulated || simulated === total) return null;
  return (
    <span className={ui.ribbon} title={words.common.simulatedHint}>
      {words.common.simulated}
    </span>
  );
}
