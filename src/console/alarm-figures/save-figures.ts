import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import { figuresCsv } from '../../contract/alarm-figures-csv.ts';
import type { CameraView } from '../../contract/shapes.ts';
import { saveCsv } from '../ui/save-csv.ts';

/** Hands the table to the browser to be saved. */
export function saveFigures(
  figures: AlarmFigures,
  cameras: ReadonlyMap<string, CameraView>,
  fileName: string,
): void {
  const csv = figuresCsv(figures, (cameraId, zoneId) => {
    const camera = cameras.get(cameraId);
    const zone = camera?.zones.find(({ id }) => id === zoneId)?.name ?? zoneId ?? '';
    return { camera: camera?.name ?? cameraId, zone };
  });
  saveCsv(csv, fileName, figures.fromMs);
}
