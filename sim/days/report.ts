/** The summary of simulated days as text. */
import type { CityDays } from './city-days.ts';

export function reportOf({ summary: s, digest }: CityDays): string {
  const lines = [
    `Simulated city, seed ${s.seed}: ${s.cameras} cameras, ${s.hours} hours (${s.cameras * s.hours} camera-hours). All figures are simulated.`,
    '',
    `Situations ${s.situations}, alarms ${s.alarms}, raised again ${s.reRaised}`,
    ...Object.entries(s.alarmsByKind).map(
      ([kind, count]) => `  ${kind.padEnd(26)} ${String(count).padStart(6)}`,
    ),
    `Alarms per operator hour   ${s.alarmsPerOperatorHour.toFixed(2)} (one operator; about 6 are acceptable, EEMUA 191)`,
    `Floods                     ${s.floods} (ten minutes with more than ten alarms)`,
    s.acknowledgedAfterS === null
      ? 'Noticed                    no alarm'
      : `Noticed after              ${s.acknowledgedAfterS.mean.toFixed(0)} s on average, 95 % within ${s.acknowledgedAfterS.p95.toFixed(0)} s`,
    'Not measured, camera-hours',
    ...Object.entries(s.notMeasuredHours).map(
      ([kind, hours]) => `  ${kind.padEnd(26)} ${hours.toFixed(2).padStart(6)}`,
    ),
    `Measures                   ${s.measures}`,
    `Frames given to the core   ${s.framesAnalysed}; ${(100 * s.passedShare).toFixed(1)} % of the time nothing moved and was passed over`,
    `Digest                     ${digest}`,
  ];
  return `${lines.join('\n')}\n`;
}
