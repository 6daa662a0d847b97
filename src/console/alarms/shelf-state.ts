/** What the shelf panel offers and which key means what. */
import { type ShelfReason, shelfReasons } from '../../core/alarm/set-aside.ts';

const minuteMs = 60_000;
const offeredMs = [15, 60, 240, 480].map((minutes) => minutes * minuteMs);

/** Lengths within the site's limit, the limit itself the last. */
export function shelfLengths(longestShelfMs: number): number[] {
  return [...offeredMs.filter((ms) => ms < longestShelfMs), longestShelfMs];
}

/** An hour, where the site allows one. */
export function usualLength(lengths: readonly number[]): number {
  return lengths.find((ms) => ms === 60 * minuteMs) ?? lengths.at(-1)!;
}

/** The length one step away; stays at the ends. */
export function stepLength(lengths: readonly number[], chosenMs: number, by: 1 | -1): number {
  const at = lengths.indexOf(chosenMs) + by;
  return lengths[Math.min(lengths.length - 1, Math.max(0, at))]!;
}

/** The reason that a key press means, by its place on the keyboard; null: none. */
export function reasonOfKey(code: string): ShelfReason | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit === undefined ? null : (shelfReasons[Number(digit) - 1] ?? null);
}
