import { useLayoutEffect, useState } from 'react';

/**
 * Whoever had the focus before this was drawn has it again when this is gone. For windows whose field takes the focus as it
 * is drawn: the library looks only after that who had it.
 */
export function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useLayoutEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}
