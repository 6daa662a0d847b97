import { useEffect, useState } from 'react';
import type { CalibrationProposal } from '../../contract/shapes.ts';
import { ApiProblem, call } from '../client.ts';

/** While people are waited for, and once there is a proposal that more people only make surer. */
const waitingMs = 3_000;
const provenMs = 15_000;

export type Asked = {
  /** Null until the first answer. */
  readonly answer: CalibrationProposal | null;
  /** The camera does not answer now; it is asked again. */
  readonly isSilent: boolean;
  /** What else went wrong; null: nothing. */
  readonly error: unknown;
};

const nothing: Asked = { answer: null, isSilent: false, error: null };

/** What walking people say of the ground, asked again and again while it is wanted. */
export function useProposal(cameraId: string, isWanted: boolean): Asked {
  const [asked, setAsked] = useState<Asked>(nothing);
  useEffect(() => {
    setAsked(nothing);
    if (!isWanted) return;
    const aborter = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      let pauseMs = waitingMs;
      try {
        const answer = await call('calibration.propose', { params: { id: cameraId } }, aborter.signal);
        setAsked({ answer, isSilent: false, error: null });
        if (answer.proposal !== null) pauseMs = provenMs;
      } catch (error) {
        if (aborter.signal.aborted) return;
        const isSilent = error instanceof ApiProblem && error.status === 503;
        setAsked((old) => ({ ...old, isSilent, error: isSilent ? null : error }));
      }
      if (!aborter.signal.aborted) timer = setTimeout(() => void ask(), pauseMs);
    }
    void ask();
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [cameraId, isWanted]);
  return asked;
}
