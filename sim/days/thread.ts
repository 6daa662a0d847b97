/** One thread of the simulated days: its cameras one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Pace, simulateCamera, Violation } from './camera-days.ts';

const { seed, hours, pace, group } = workerData as {
  seed: number;
  hours: number;
  pace: Pace;
  group: readonly number[];
};

try {
  parentPort!.postMessage({ done: group.map((index) => simulateCamera({ seed, hours, index, pace })) });
} catch (error) {
  if (!(error instanceof Violation)) throw error;
  parentPort!.postMessage({ violation: error.message });
}
