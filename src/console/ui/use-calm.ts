import { useEffect, useRef, useState } from 'react';

/**
 * A value that changes at most so often; the last one always comes. For what costs much to show, e.g. pictures, whose
 * streams would be opened and closed again in a flood.
 */
export function useCalm<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const changedAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (value === shown) return;
    const change = () => {
      changedAtMs.current = performance.now();
      setShown(() => value);
    };
    const waitMs = changedAtMs.current + everyMs - performance.now();
    if (waitMs <= 0) return change();
    const timer = setTimeout(change, waitMs);
    return () => clearTimeout(timer);
  }, [value, shown, everyMs]);
  return shown;
}
