import type { UnitView } from '../../contract/units.ts';

/**
 * A unit by shape: a shield, empty when free, barred when off, half full when sent, full on the scene. Red outline: silent.
 */
export function UnitShape({
  state,
  isSilent,
  size = 18,
}: {
  readonly state: UnitView['state'];
  readonly isSilent: boolean;
  readonly size?: number;
}) {
  const outline = 'M9 1.5 15.5 4v5c0 3.5-2.6 6.4-6.5 7.5C5.100 15.400 2.500 12.500 2.500 9V4z';
  const stroke = isSilent ? 'var(--high)' : 'currentColor';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 18 18"
      aria-hidden
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={outline} fill="var(--surface-1)" stroke={stroke} strokeWidth={isSilent ? 2.2 : 1.6} />
      {state === 'on-scene' && <path d={outline} fill="currentColor" />}
      {state === 'en-route' && (
        <path d="M9 1.500v15c3.900-1.100 6.500-4 6.500-7.500V4z" fill="currentColor" />
      )}
      {state === 'assigned' && <circle cx="9" cy="8.500" r="3" fill="currentColor" />}
      {state === 'busy' && <path d="M5.500 8.500h7" stroke="currentColor" strokeWidth="1.800" />}
      {state === 'off' && <path d="m5.500 5 7 7" stroke="currentColor" strokeWidth="1.800" />}
    </svg>
  );
}
