import { z } from 'zod';
import { CalibrationPoint, Zone } from '../../contract/shapes.ts';
import type { CalibrationPoint as CorePoint } from '../../core/camera.ts';
import { calibrate } from '../../core/ground.ts';
import type { Zone as CoreZone } from '../../core/zone.ts';
import { CommandError } from '../command.ts';

const ZonesFile = z.strictObject({
  zones: z.array(Zone).max(50),
  calibration: z.array(CalibrationPoint).max(200).default([]),
});

/** `{ "zones": [...], "calibration": [...] }`, as the console's editor draws them. @throws CommandError naming the place. */
export function parseZonesFile(
  text: string,
  name: string,
): { readonly zones: readonly CoreZone[]; readonly calibration: readonly CorePoint[] } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`--zones ${name} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = ZonesFile.safeParse(file);
  if (!parsed.success) {
    const said = parsed.error.issues
      .slice(0, 3)
      .map((i) => `${i.path.join('.') || 'the file'}: ${i.message}`);
    throw new CommandError(
      `--zones ${name}: ${said.join('; ')}. Points are fractions of the picture, 0 to 1`,
    );
  }
  const ids = parsed.data.zones.map((zone) => zone.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw new CommandError(`--zones ${name}: two zones are called ${twice}; rename one`);
  if (parsed.data.calibration.length > 0) {
    const result = calibrate(parsed.data.calibration);
    if (!result.ok) throw new CommandError(`--zones ${name}: the calibration is refused. ${result.message}`);
  }
  return parsed.data;
}
