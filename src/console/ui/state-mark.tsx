/** Good, bad or unknown by shape first: a dot, a triangle, an empty ring. */
export function StateMark({
  state,
  size = 12,
}: {
  readonly state: 'good' | 'bad' | 'warn' | 'unknown';
  readonly size?: number;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden
      focusable="false"
      style={{ flex: 'none' }}
    >
      {state === 'good' && <circle cx="6" cy="6" r="3.5" fill="var(--good)" />}
      {state === 'bad' && <path d="M6 1 11.5 11H.5z" fill="var(--high)" />}
      {state === 'warn' && <path d="M6 .5 11.5 6 6 11.5.5 6z" fill="var(--medium)" />}
      {state === 'unknown' && (
        <circle cx="6" cy="6" r="3.5" fill="none" stroke="var(--muted)" strokeWidth="1.5" />
      )}
    </svg>
  );
}
