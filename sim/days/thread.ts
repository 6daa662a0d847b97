/** One thread of the simulated days: its cameras one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Pace, simulateCamera, Violation } from './camera-days.ts';

const { seed, hours, fromHour, trouble, pace, group } = workerData as {
  seed: number;
  hours: number;
  fromHour: number;
  trouble: number;
  pace: Pace;
  group: readonly number[];
};

try {
  parentPort!.postMessage({
    done: group.map((index) => simulateCamera({ seed, hours, fromHour, trouble, index, pace })),
  });
} catch (error) {
  if (!(error instanceof Violation)) throw error;
  parentPort!.postMessage({ violation: error.message });
}
