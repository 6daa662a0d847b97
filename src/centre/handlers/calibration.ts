import { calibrate, calibrationReport } from '../../core/ground.ts';
import { usualPicture } from '../../core/ground-plane.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, type Refusal, refuse } from '../http/problem.ts';
import { answer } from './cameras.ts';

export function calibrationHandlers(
  centre: Centre,
): Pick<Handlers, 'calibration.preview' | 'calibration.propose' | 'calibration.replace'> {
  return {
    async 'calibration.preview'({ params, body }) {
      const camera = centre.registry.get(params.id);
      if (camera === null) return notFound(`Camera ${params.id}`);
      const { widthPx, heightPx } = camera.health ?? {};
      const size = widthPx && heightPx ? { widthPx, heightPx } : usualPicture;
      return calibrationReport(body.points, size);
    },

    async 'calibration.propose'({ params }) {
      if (centre.registry.get(params.id) === null) return notFound(`Camera ${params.id}`);
      const proposal = await centre.proposals.ask(params.id);
      return (
        proposal ??
        refuse(
          503,
          'camera-silent',
          `Camera ${params.id} does not answer: it is switched off or its process is being started. Make it run, then ask again`,
          { retryAfterS: 5 },
        )
      );
    },

    async 'calibration.replace'({ params, body, entry }) {
      const { points } = body;
      const result = points.length === 0 ? null : calibrate(points);
      const calibration = result?.ok ? result.calibration : null;
      const audit = entry(params.id, { points: points.length, residualM: calibration?.residualM ?? null });
      const changed = await centre.cameras.change<Refusal>(
        { id: params.id, version: body.version, audit },
        (current) => {
          if (result !== null && !result.ok) {
            return { refusal: refuse(422, `calibration-${result.reason}`, result.message) };
          }
          return { ...current, calibration };
        },
      );
      return changed.ok ? changed.camera : answer(changed, params.id);
    },
  };
}
