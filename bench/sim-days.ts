/**
 * CPU seconds and wall seconds that simulated days take, beside the limit of two minutes for seven days of fifty cameras.
 * Usage: node bench/sim-days.ts [DAYS] [CAMERAS] [SEED]
 */
import { simulateCity } from '../sim/days/city-days.ts';
import { record } from './results.ts';

const limitS = 120;
const [days = 7, cameras = 50, seed = 42] = process.argv.slice(2).map(Number);
const threads = 2;
const startedMs = performance.now();
const before = process.cpuUsage();
const { summary, digest } = await simulateCity({ seed, cameras, hours: days * 24, threads });
const wallS = (performance.now() - startedMs) / 1000;
const cpu = process.cpuUsage(before);
const cpuS = (cpu.user + cpu.system) / 1e6;

record('sim-days', {
  isSimulated: true,
  days,
  cameras,
  seed,
  threads,
  limitS,
  wallS: round(wallS),
  cpuS: round(cpuS),
  /** What the threads would take with two cores to themselves, were their work shared evenly. */
  twoFreeCoresS: round(cpuS / threads),
  limitShare: round(cpuS / threads / limitS),
  cameraHoursPerCpuS: round((cameras * days * 24) / cpuS),
  framesAnalysed: summary.framesAnalysed,
  measures: summary.measures,
  alarms: summary.alarms,
  passedShare: round(summary.passedShare),
  digest,
});

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
