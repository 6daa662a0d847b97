/**
 * What walking people say of the ground, gathered only while somebody who calibrates this camera asks for it again and
 * again. It is forgotten some minutes after the last question, and of it all only the fitted camera and counts leave.
 */
import type { CalibrationProposal } from '../contract/shapes.ts';
import { type ProposalResult, peopleNeeded, proposeInSteps } from '../core/self-calibration/propose.ts';
import {
  collectSightings,
  createCollector,
  forgetWalkers,
  type SightingCollector,
  sightingsOf,
} from '../core/self-calibration/sighting-collector.ts';
import type { AnalysedPicture } from './analysis.ts';

/** Nobody has asked for so long: no more is gathered. A console in the background asks once a minute. */
const restAfterMs = 90_000;
/** Nobody has asked for so long: what was gathered is forgotten. */
const forgetAfterMs = 15 * 60_000;
/** A new fit is worth its time once there are so many more people. */
const growth = 1.1;

type Gathering = {
  readonly collector: SightingCollector;
  readonly size: { readonly widthPx: number; readonly heightPx: number };
  runId: string;
};

export class WalkerSightings {
  readonly #random: () => number;
  #askedAtMs: number | null = null;
  #gathering: Gathering | null = null;
  /** The newest fit, and of how many people it is. */
  #fitted: { readonly people: number; readonly result: ProposalResult } | null = null;
  #isFitting = false;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Takes one picture's tracks in while somebody is interested. */
  take({ frame, tracks, detections }: Pick<AnalysedPicture, 'frame' | 'tracks' | 'detections'>): void {
    if (this.#askedAtMs === null) return;
    if (frame.atMs - this.#askedAtMs > forgetAfterMs) {
      this.#askedAtMs = null;
      this.forget();
      return;
    }
    const isResting = frame.atMs - this.#askedAtMs > restAfterMs;
    if (isResting && this.#gathering !== null) forgetWalkers(this.#gathering.collector);
    if (isResting || detections === null) return;
    const { runId, widthPx, heightPx } = frame;
    const known = this.#gathering;
    if (known === null || known.size.widthPx !== widthPx || known.size.heightPx !== heightPx) {
      this.forget();
      this.#gathering = { collector: createCollector(), size: { widthPx, heightPx }, runId };
    } else if (known.runId !== runId) {
      forgetWalkers(known.collector);
      known.runId = runId;
    }
    const { collector } = this.#gathering!;
    collectSightings(collector, tracks, { atMs: frame.atMs, widthPx, heightPx, random: this.#random });
  }

  /** The camera looks elsewhere now: nothing gathered before holds. */
  forget(): void {
    this.#gathering = null;
    this.#fitted = null;
  }

  /** Begins to gather, or says how far it is. A fit that is due is made in small steps, for the next answer. */
  ask(nowMs: number): CalibrationProposal {
    this.#askedAtMs = nowMs;
    const gathering = this.#gathering;
    const people = gathering?.collector.people ?? 0;
    if (gathering !== null && people >= peopleNeeded && people >= growth * (this.#fitted?.people ?? 0)) {
      void this.#fit(gathering);
    }
    const { upright, paces } =
      gathering === null ? { upright: [], paces: [] } : sightingsOf(gathering.collector);
    const result = this.#fitted?.result ?? null;
    const tooFew = people < peopleNeeded ? 'too-few-people' : null;
    return {
      people,
      peopleNeeded,
      heights: upright.length,
      paces: paces.length,
      refusal: result === null ? tooFew : result.ok ? null : result.reason,
      proposal:
        result?.ok === true
          ? { ...result.proposal, groundFromImage: [...result.proposal.groundFromImage] }
          : null,
    };
  }

  /** Each step gives way to whatever the process has to do meanwhile. */
  async #fit(gathering: Gathering): Promise<void> {
    if (this.#isFitting) return;
    this.#isFitting = true;
    try {
      const { collector, size } = gathering;
      const { people } = collector;
      const steps = proposeInSteps({
        sightings: sightingsOf(collector),
        people,
        aspect: size.widthPx / size.heightPx,
        random: this.#random,
      });
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) {
          // Of a view that was left meanwhile it says nothing.
          if (this.#gathering === gathering) this.#fitted = { people, result: step.value };
          return;
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      this.#isFitting = false;
    }
  }
}
