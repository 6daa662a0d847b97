import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import { figuresCsv } from '../../contract/alarm-figures-csv.ts';
import type { CameraView } from '../../contract/shapes.ts';

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
  // The mark tells spreadsheets that this is UTF-8.
  const address = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const day = new Date(figures.fromMs).toISOString().slice(0, 10);
  Object.assign(document.createElement('a'), { href: address, download: `${fileName}-${day}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
