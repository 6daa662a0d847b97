/**
 * The one beat by which everything blinks: 1 Hz, all marks together, as ISA-18.2 has it for what nobody has noticed. An
 * attribute that changes twice a second; an endless CSS animation makes the browser draw the whole page at every frame.
 */
const halfMs = 500;

/** Until the page goes. Whoever wants no motion sees none. */
export function startBlinking(): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const root = document.documentElement;
  setInterval(() => {
    if (calm.matches || root.dataset.blink !== undefined) delete root.dataset.blink;
    else root.dataset.blink = 'off';
  }, halfMs);
}
