/** Asks ingest what walking people say of a camera's ground, and waits a moment for the answer. Nothing of it is kept. */
import type { FromIngest } from '../contract/ingest.ts';
import type { CalibrationProposal } from '../contract/shapes.ts';
import type { Fleet } from './ports.ts';

const answerWithinMs = 3_000;
/** Of one camera; more are turned away as if it were silent. */
const mostWaiting = 20;

export type CalibrationProposals = {
  /** Null: the camera does not answer. */
  ask(cameraId: string): Promise<CalibrationProposal | null>;
  accept(message: Extract<FromIngest, { type: 'calibration.proposal' }>): void;
};

type Waiting = (answer: CalibrationProposal | null) => void;

export function createCalibrationProposals(fleet: Pick<Fleet, 'askProposal'>): CalibrationProposals {
  const waiting = new Map<string, Set<Waiting>>();
  return {
    ask(cameraId) {
      const others = waiting.get(cameraId) ?? new Set<Waiting>();
      if (others.size >= mostWaiting) return Promise.resolve(null);
      waiting.set(cameraId, others);
      const answer = new Promise<CalibrationProposal | null>((resolve) => {
        const settle: Waiting = (found) => {
          clearTimeout(timer);
          others.delete(settle);
          if (others.size === 0) waiting.delete(cameraId);
          resolve(found);
        };
        const timer = setTimeout(() => settle(null), answerWithinMs);
        others.add(settle);
      });
      fleet.askProposal(cameraId);
      return answer;
    },
    accept({ cameraId, proposal }) {
      for (const settle of [...(waiting.get(cameraId) ?? [])]) settle(proposal);
    },
  };
}
