/** A town of thousands of cameras, with the measures and situations their ingest processes would send. Seeded. */
import { calibrationPoints } from '../../sim/camera-entry.ts';
import { positionOf } from '../../sim/map.ts';
import { pinhole } from '../../sim/world/pinhole.ts';
import { type Camera, defaultMaskPolicy } from '../../src/core/camera.ts';
import type { CameraLabels } from '../../src/core/camera-labels.ts';
import { calibrate } from '../../src/core/ground.ts';
import type { Measure } from '../../src/core/measure/measure.ts';
import type { Situation } from '../../src/core/situation/situation.ts';
import { defaultRules, type Zone } from '../../src/core/zone.ts';
import { normal, type Random, randomOf } from './random.ts';

export type TownCamera = Camera & CameraLabels & { readonly zones: readonly Zone[] };

const kinds = ['Square', 'Platform', 'Crossing', 'Underpass', 'Stop', 'Gate'] as const;
const districts = 24;
const townM = { width: 22_000, height: 14_000 };

/** Cameras crowd where people do: most stand within some hundred metres of a district's middle. */
export function manyCameras(count: number, seed = 5): TownCamera[] {
  const random = randomOf(seed);
  const middles = Array.from({ length: districts }, () => ({
    x: (random() - 0.5) * townM.width,
    y: (random() - 0.5) * townM.height,
  }));
  const calibrations = Array.from({ length: 12 }, (_, i) => calibrationLooking(i * 30));
  return Array.from({ length: count }, (_, i) => {
    const district = Math.floor(random() * districts);
    const middle = middles[district]!;
    const spreadM = random() < 0.8 ? 450 : 2_500;
    const cityM = { x: middle.x + spreadM * normal(random), y: middle.y + spreadM * normal(random) };
    const kind = kinds[i % kinds.length]!;
    return {
      id: `cam-${i}`,
      name: `${kind} ${String(i + 1).padStart(4, '0')}`,
      purpose: `Watches how full ${kind.toLowerCase()} ${i + 1} is, so that help comes before it is dangerous.`,
      position: positionOf(cityM),
      level: null,
      calibration: calibrations[Math.floor(random() * calibrations.length)]!,
      zones: zonesOf(kind),
      group: `District ${district + 1}/${kind}`,
      tags: i % 7 === 0 ? ['night', 'stairs'] : i % 3 === 0 ? ['night'] : [],
      isSimulated: true,
      maskPolicy: defaultMaskPolicy,
    };
  });
}

function calibrationLooking(yawDeg: number) {
  const camera = pinhole({ heightM: 6, yawDeg, tiltDeg: 24, focalPx: 700, widthPx: 1280, heightPx: 720 });
  const result = calibrate(calibrationPoints(camera));
  if (!result.ok) throw new Error(`the town's calibration is refused: ${result.message}`);
  return result.calibration;
}

function zonesOf(kind: string): Zone[] {
  const area = (id: string, left: number, right: number, rules: Zone['rules']): Zone => ({
    id,
    name: `${kind} ${id}`,
    shape: 'area',
    points: [
      { x: left, y: 0.45 },
      { x: right, y: 0.45 },
      { x: right, y: 0.95 },
      { x: left, y: 0.95 },
    ],
    direction: null,
    rules,
  });
  return [
    area('west', 0.06, 0.48, [defaultRules.crowding]),
    area('east', 0.52, 0.94, [defaultRules.crowding, defaultRules.intrusion]),
  ];
}

/** What one second of a camera says: people and their density in each zone. */
export function measuresOf(camera: TownCamera, atMs: number, random: Random): Measure[] {
  return camera.zones.flatMap((zone): Measure[] => {
    const people = Math.floor(30 * random() ** 2);
    const shared = { zoneId: zone.id, category: 'person', direction: null, atMs, windowMs: 1_000 } as const;
    const sure = { coverage: 0.98, note: null } as const;
    return [
      { ...shared, ...sure, kind: 'count', value: people, unit: '1', errorBand: 1 },
      { ...shared, ...sure, kind: 'density', value: people / 12, unit: '1/m2', errorBand: 0.2 },
    ];
  });
}

const situationKinds = ['crowding', 'intrusion', 'stopped-vehicle', 'queue'] as const;

/** A situation as it begins now. */
export function situationIn(camera: TownCamera, nth: number, nowMs: number): Situation {
  const kind = situationKinds[nth % situationKinds.length]!;
  const zone = camera.zones[1]!;
  return {
    id: `${camera.id}-${nth}`,
    cameraId: camera.id,
    kind,
    zoneId: zone.id,
    sinceMs: nowMs - 2_000,
    detectedAtMs: nowMs,
    endedMs: null,
    certainty: 0.9,
    levelOfService: kind === 'crowding' ? 'E' : null,
    because: measuresOf(camera, nowMs, randomOf(nth)).filter(({ zoneId }) => zoneId === zone.id),
  };
}
