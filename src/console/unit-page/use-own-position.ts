import { useEffect, useRef, useState } from 'react';
import { call } from '../client.ts';

/** A phone says more often where it is than anybody can use. */
const sendEveryMs = 20_000;

export type OwnPosition = 'off' | 'waiting' | 'denied' | { readonly sentAtMs: number };

/** Sends where this phone is, while it is wanted and the page is there. */
export function useOwnPosition(isWanted: boolean): OwnPosition {
  const [state, setState] = useState<OwnPosition>('off');
  const lastMs = useRef(0);
  useEffect(() => {
    if (!isWanted) return setState('off');
    if (!('geolocation' in navigator)) return setState('denied');
    setState('waiting');
    const watch = navigator.geolocation.watchPosition(
      ({ coords: { latitude, longitude } }) => {
        const nowMs = Date.now();
        if (nowMs - lastMs.current < sendEveryMs) return;
        lastMs.current = nowMs;
        call('unit.position', { body: { latitude, longitude } }).then(
          () => setState({ sentAtMs: Date.now() }),
          () => {
            // The next one is sent as soon as the phone says it.
            lastMs.current = 0;
          },
        );
      },
      () => setState('denied'),
      { enableHighAccuracy: true, maximumAge: 15_000 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [isWanted]);
  return state;
}
