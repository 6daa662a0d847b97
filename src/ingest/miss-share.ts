/** How much of what had to be hidden the detector did not account for: the published miss statistic of a camera. */
import type { MaskPlan } from './mask-plan.ts';

/** Frames that count: a minute at 5 frames a second. */
const maxFrames = 300;

export class MissShare {
  readonly #plans: { readonly hidden: number; readonly motionOnly: number; readonly isWhole: boolean }[] = [];

  add({ hiddenShare, motionOnlyShare, whyWhole }: MaskPlan): void {
    this.#plans.push({ hidden: hiddenShare, motionOnly: motionOnlyShare, isWhole: whyWhole !== null });
    if (this.#plans.length > maxFrames) this.#plans.shift();
  }

  /**
   * Of the area hidden in frames that were shown in part: the share that only motion explains, 0..1. An upper bound of
   * what the detector missed: leaves, shadows and doors count too. Null when nothing was hidden.
   */
  motionOnly(): number | null {
    let hidden = 0;
    let motionOnly = 0;
    for (const plan of this.#plans) {
      if (plan.isWhole) continue;
      hidden += plan.hidden;
      motionOnly += plan.motionOnly;
    }
    return hidden === 0 ? null : motionOnly / hidden;
  }

  /** Share of the frames that were hidden whole, 0..1; null before the first. */
  whole(): number | null {
    if (this.#plans.length === 0) return null;
    return this.#plans.filter(({ isWhole }) => isWhole).length / this.#plans.length;
  }
}
