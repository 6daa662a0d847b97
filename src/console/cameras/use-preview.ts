import { useEffect, useState } from 'react';
import type { CalibrationReport } from '../../contract/shapes.ts';
import type { CalibrationPoint } from '../../core/camera.ts';
import { leastPoints } from '../../core/ground.ts';
import { call } from '../client.ts';

/** A hand in motion is let finish before the server is asked. */
const afterMs = 350;

export type Preview = {
  readonly report: CalibrationReport | null;
  readonly isAsking: boolean;
  readonly error: unknown;
};

/** What the server thinks of the points, asked anew a moment after the last change. */
export function usePreview(cameraId: string, points: readonly CalibrationPoint[]): Preview {
  const [preview, setPreview] = useState<Preview>({ report: null, isAsking: false, error: null });
  const asked = JSON.stringify(points);
  useEffect(() => {
    const body = { points: JSON.parse(asked) as CalibrationPoint[] };
    if (body.points.length < leastPoints) {
      setPreview({ report: null, isAsking: false, error: null });
      return;
    }
    const aborter = new AbortController();
    setPreview((old) => ({ ...old, isAsking: true }));
    const timer = setTimeout(async () => {
      try {
        const report = await call('calibration.preview', { params: { id: cameraId }, body }, aborter.signal);
        setPreview({ report, isAsking: false, error: null });
      } catch (error) {
        if (!aborter.signal.aborted) setPreview({ report: null, isAsking: false, error });
      }
    }, afterMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [cameraId, asked]);
  return preview;
}
