/**
 * Situations stored as alarms, a second: each by itself, as they come on a quiet day, beside a flood that is stored in
 * turns. The same number of situations of as many cameras, begun and ended, in one run on one database.
 * Usage: node bench/alarm-storing.ts [--situations 1000]
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { situation, squareCamera } from '../test/support/situations.ts';
import { startCentre } from '../test/support/start-centre.ts';
import { round } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({ options: { situations: { type: 'string', default: '1000' } } });
const total = Number(values.situations);
const cameras = 200;
const loadBefore = os.loadavg()[0]!;

const { centre, fleet, stop } = await startCentre({
  config: () => ({
    cameras: Array.from({ length: cameras }, (_, i) => squareCamera({ id: `cam-${i}`, name: `Camera ${i}` })),
  }),
});
try {
  const alone = await play('alone', true);
  const together = await play('together', false);
  record('alarm-storing', {
    cameras,
    changes: 2 * total,
    changesPerSecond: { alone, together },
    ratio: { togetherToAlone: round(together / alone, 2) },
    dropped: centre.engine.dropped(),
    loadAverage: { before: round(loadBefore, 1), after: round(os.loadavg()[0]!, 1) },
  });
} finally {
  await stop();
}

/** @returns changes a second. */
async function play(name: string, isAlone: boolean): Promise<number> {
  const fromMs = performance.now();
  for (const phase of ['began', 'ended'] as const) {
    for (let i = 0; i < total; i++) {
      const nowMs = Date.now();
      const what = situation(`${name}-${i}`, {
        cameraId: `cam-${i % cameras}`,
        zoneId: `zone-${name}-${Math.floor(i / cameras)}`,
        sinceMs: nowMs,
        detectedAtMs: nowMs,
        endedMs: phase === 'ended' ? nowMs : null,
      });
      fleet.say({ type: 'situation', phase, situation: what, jpeg: null });
      if (isAlone) await centre.engine.settled();
    }
    await centre.engine.settled();
  }
  return round((1_000 * 2 * total) / (performance.now() - fromMs), 0);
}
