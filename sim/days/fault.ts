/** What befalls cameras: they die and come back, freeze, go dark, lose their stream for a moment, and their clocks step. */
import type { CameraSignal } from '../../src/core/camera-signal.ts';
import type { Random } from '../random.ts';

export type Fault =
  | {
      readonly kind: 'dead' | 'frozen' | 'dark' | 'reconnect';
      readonly fromMs: number;
      readonly toMs: number;
    }
  | {
      readonly kind: 'clock-step';
      readonly fromMs: number;
      readonly toMs: number;
      /** From then on the camera's clock is off by this, whole seconds. */
      readonly offsetMs: number;
    };

/** How often each befalls one camera, per day, and for how long. Ours, rather too often. */
const perDay = { dead: 0.4, frozen: 0.15, dark: 0.15, reconnect: 2, 'clock-step': 0.3 } as const;
const lastsS: { readonly [K in Fault['kind']]: readonly [number, number] } = {
  dead: [20, 1_500],
  frozen: [30, 300],
  dark: [20, 300],
  reconnect: [2, 5],
  'clock-step': [10, 11],
};

export function faultsOf(random: Random, days: number, trouble: number): readonly Fault[] {
  const faults: Fault[] = [];
  for (const kind of ['dead', 'frozen', 'dark', 'reconnect', 'clock-step'] as const) {
    const count = Math.floor(perDay[kind] * trouble * days + random.next());
    for (let i = 0; i < count; i++) {
      const fromMs = (60 + random.below(days * 86_400 - 120)) * 1000;
      const toMs = fromMs + (lastsS[kind][0] + random.below(lastsS[kind][1] - lastsS[kind][0])) * 1000;
      faults.push(
        kind === 'clock-step'
          ? { kind, fromMs, toMs, offsetMs: (random.below(61) - 30) * 1000 }
          : { kind, fromMs, toMs },
      );
    }
  }
  return faults.sort((a, b) => a.fromMs - b.fromMs);
}

/**
 * The picture's figures at an instant of the city: constant but for one grey level to and fro, as sensor noise would have it, so
 * that only faults change them.
 */
export function daySignal(
  cityMs: number,
  at: { readonly atMs: number; readonly fault: Fault | null; readonly clockErrorMs: number },
): CameraSignal {
  const isFrozen = at.fault?.kind === 'frozen';
  const isDark = at.fault?.kind === 'dark';
  const noise = isFrozen ? 0 : Math.floor(cityMs / 200) % 2;
  return {
    atMs: at.atMs,
    isConnected: at.fault?.kind !== 'dead' && at.fault?.kind !== 'reconnect',
    meanLuma: (isDark ? 14 : 110) + noise,
    contrast: isDark ? 4 : 44,
    sharpness: isDark ? 10 : 210,
    changedShare: isFrozen ? 0 : 0.01,
    viewCorrelation: isDark ? 0 : 0.95,
    droppedShare: 0,
    restlessShare: 0.004,
    swingsPerS: 0,
    clockErrorMs: at.clockErrorMs,
  };
}
