import type { CameraDraft } from '../../src/contract/shapes.ts';
import type { Situation } from '../../src/core/situation/situation.ts';
import type { Zone } from '../../src/core/zone.ts';

/** A situation as ingest would report it. */
export function situation(id: string, more: Partial<Situation> = {}): Situation {
  return {
    id,
    cameraId: 'square',
    kind: 'intrusion',
    zoneId: 'track',
    sinceMs: 1_700_000_000_000,
    detectedAtMs: 1_700_000_000_500,
    endedMs: null,
    certainty: 0.9,
    levelOfService: null,
    because: [
      {
        zoneId: 'track',
        kind: 'count',
        category: 'person',
        direction: null,
        atMs: 1_700_000_000_500,
        windowMs: 1_000,
        value: 1,
        unit: '1',
        errorBand: 0.4,
        coverage: 1,
        note: null,
      },
    ],
    ...more,
  };
}

export const trackZone: Zone = {
  id: 'track',
  name: 'Track 2',
  shape: 'area',
  points: [
    { x: 0.1, y: 0.1 },
    { x: 0.9, y: 0.1 },
    { x: 0.5, y: 0.9 },
  ],
  direction: null,
  rules: [],
};

/** A camera for the configuration, with the zone above. */
export function squareCamera(more: Partial<CameraDraft> = {}) {
  return {
    id: 'square',
    name: 'Square',
    source: { analysisUrl: 'rtsp://user:secret@camera.example/1' },
    zones: [trackZone],
    ...more,
  };
}
