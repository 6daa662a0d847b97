import { type AlarmState, isAside } from '../../core/alarm/alarm.ts';
import type { Priority } from '../../core/priority.ts';
import { needsAcknowledgement } from '../alarms/order.ts';
import style from './priority-mark.module.css';

const shapes: { readonly [P in Priority]: string } = {
  high: 'M10 2 18.5 17.5H1.5z',
  medium: 'M10 1.5 18.5 10 10 18.5 1.5 10z',
  low: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z',
};

/**
 * Priority as a shape: triangle, diamond, circle. Filled while nobody has taken notice and it lasts, outlined once
 * acknowledged, outlined with a dash through it when it is over, grey with the hands of a clock when set aside. Only an unacknowledged high one blinks, once a second.
 */
export function PriorityMark({
  priority,
  state,
  size = 18,
  isCalm = false,
}: {
  readonly priority: Priority;
  readonly state: AlarmState;
  readonly size?: number;
  /** Never blinks. */
  readonly isCalm?: boolean;
}) {
  const isOver = state !== 'unacknowledged' && state !== 'acknowledged' && !isAside({ state });
  const isFilled = state === 'unacknowledged';
  const blinks = !isCalm && priority === 'high' && state === 'unacknowledged';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden
      focusable="false"
      className={`${style.mark} ${blinks ? style.blinks : ''} ${state === 'normal' || isAside({ state }) ? style.normal : style[priority]}`}
      data-needs-acknowledgement={needsAcknowledgement({ state })}
    >
      <path
        d={shapes[priority]}
        fill={isFilled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
      {isAside({ state }) && (
        <path d="M10 8v4h3" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      )}
      {isOver && <path d="M6.5 11.5h7" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />}
    </svg>
  );
}
