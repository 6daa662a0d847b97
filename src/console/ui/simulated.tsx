import type { CameraView } from '../../contract/shapes.ts';
import { useCity } from '../live.ts';
import { useWords } from '../words/index.ts';
import ui from './ui.module.css';

/** How many of this site's cameras watch a simulation. */
export function useSimulatedShare(): { readonly simulated: number; readonly total: number } {
  const total = useCity((city) => city.cameras.size);
  const simulated = useCity(
    (city) => [...city.cameras.values()].filter((camera) => camera.isSimulated).length,
  );
  return { simulated, total };
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
