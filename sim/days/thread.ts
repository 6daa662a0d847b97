/** One thread of the simulated days: takes a camera at a time until there is none left. */
import { parentPort, workerData } from 'node:worker_threads';
import { type CameraAsked, type CameraDays, simulateCamera, Violation } from './camera-days.ts';

export type ThreadMessage = { readonly done: CameraDays } | { readonly violation: string };

const asked = workerData as Omit<CameraAsked, 'index'>;

parentPort?.on('message', (index: number | null) => {
  if (index === null) parentPort!.close();
  else parentPort!.postMessage(played(index));
});

function played(index: number): ThreadMessage {
  try {
    return { done: simulateCamera({ ...asked, index }) };
  } catch (error) {
    if (error instanceof Violation) return { violation: error.message };
    throw error;
  }
}
