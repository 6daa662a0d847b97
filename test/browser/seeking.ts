/** How long a seek in the timeline takes, from the press of the button to the picture on the canvas. Measured in the page. */
import type { Page } from 'playwright-core';

export type Seeks = {
  /** Of each seek that brought another picture, ms. */
  readonly tookMs: readonly number[];
  /** Those that had to fetch footage. */
  readonly fetchedMs: readonly number[];
  /** Landed on the picture that was there already, or in a gap. */
  readonly unchanged: number;
};

/**
 * Presses the timeline at places of what it shows.
 * @param shares 0..1 of its width.
 */
export async function seekTo(page: Page, shares: readonly number[]): Promise<Seeks> {
  const tookMs: number[] = [];
  const fetchedMs: number[] = [];
  let unchanged = 0;
  for (const share of shares) {
    const { ms, fetched } = (await page.evaluate(`(${pressAt})(${share})`)) as {
      ms: number | null;
      fetched: boolean;
    };
    if (ms === null) unchanged++;
    else tookMs.push(ms);
    if (ms !== null && fetched) fetchedMs.push(ms);
  }
  return { tookMs, fetchedMs, unchanged };
}

/** Runs in the page. */
const pressAt = `(share) => new Promise((resolve) => {
  const board = document.querySelector('[data-dragging]');
  const canvas = document.querySelector('article[data-camera-id] canvas');
  const edges = board.getBoundingClientRect();
  performance.clearResourceTimings();
  const startMs = performance.now();
  const done = (ms) => {
    observer.disconnect();
    clearTimeout(timer);
    const fetched = performance.getEntriesByType('resource').some(({ name }) => name.includes('/footage/'));
    // The next seek begins in peace.
    setTimeout(() => resolve({ ms, fetched }), 150);
  };
  const observer = new MutationObserver(() => done(performance.now() - startMs));
  const timer = setTimeout(() => done(null), 3000);
  observer.observe(canvas, { attributes: true, attributeFilter: ['data-shown-ms'] });
  const at = { bubbles: true, button: 0, pointerId: 1, pointerType: 'mouse', isPrimary: true,
    clientX: edges.left + share * edges.width, clientY: edges.top + edges.height / 2 };
  board.setPointerCapture = () => {};
  board.dispatchEvent(new PointerEvent('pointerdown', at));
  board.dispatchEvent(new PointerEvent('pointerup', at));
})`;
