import { type RefObject, useEffect, useState } from 'react';

/** Whether an element fills the screen, and the way to make it. */
export function useFullScreen(element: RefObject<HTMLElement | null>): {
  readonly isOn: boolean;
  readonly toggle: () => void;
} {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    const look = () => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return {
    isOn,
    toggle: () => {
      // Refused without a hand on the machine: then the wall stays as it is.
      const change = isOn ? document.exitFullscreen() : element.current?.requestFullscreen();
      change?.catch(() => undefined);
    },
  };
}
