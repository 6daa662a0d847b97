/** Three quiet sounds, one a priority: different in pitch, number and length, so that none must be learned. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Priority } from '../../core/priority.ts';
import { useCity } from '../live.ts';
import { useOpenAlarms } from './open-alarms.ts';

export type SoundSettings = { readonly isOn: boolean; readonly volume: number };

const storageKey = 'lamplighter.sound';
let settings: SoundSettings = stored();
const listeners = new Set<() => void>();
let context: AudioContext | null = null;

const tones: {
  readonly [P in Priority]: readonly { readonly hz: number; readonly atS: number; readonly forS: number }[];
} = {
  high: [
    { hz: 880, atS: 0, forS: 0.12 },
    { hz: 660, atS: 0.16, forS: 0.12 },
    { hz: 880, atS: 0.32, forS: 0.12 },
    { hz: 660, atS: 0.48, forS: 0.2 },
  ],
  medium: [
    { hz: 587, atS: 0, forS: 0.16 },
    { hz: 740, atS: 0.2, forS: 0.22 },
  ],
  low: [{ hz: 440, atS: 0, forS: 0.25 }],
};

export function useSoundSettings(): SoundSettings {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => settings,
  );
}

export function setSound(next: SoundSettings): void {
  settings = next;
  try {
    localStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // Private windows refuse storage: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Plays one priority's sound at the set volume, also when sound is off: it is how the test button works. */
export function play(priority: Priority): void {
  context ??= new AudioContext();
  void context.resume();
  const startS = context.currentTime + 0.02;
  for (const { hz, atS, forS } of tones[priority]) {
    const oscillator = new OscillatorNode(context, { type: 'sine', frequency: hz });
    const gain = new GainNode(context, { gain: 0 });
    // Soft edges: a hard start clicks, and a click startles.
    gain.gain.setValueAtTime(0, startS + atS);
    gain.gain.linearRampToValueAtTime(settings.volume * 0.4, startS + atS + 0.02);
    gain.gain.setValueAtTime(settings.volume * 0.4, startS + atS + forS);
    gain.gain.linearRampToValueAtTime(0, startS + atS + forS + 0.06);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(startS + atS);
    oscillator.stop(startS + atS + forS + 0.1);
  }
}

/** Sounds each alarm that was not there before; the highest only, when several come at once. */
export function useAlarmSound(): void {
  const alarms = useOpenAlarms();
  const isKnown = useCity((city) => city.areAlarmsKnown);
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!isKnown) return;
    const unacknowledged = alarms.filter(({ state }) => state === 'unacknowledged');
    const before = known.current;
    known.current = new Set(unacknowledged.map(({ id }) => id));
    const fresh = before === null ? undefined : unacknowledged.find(({ id }) => !before.has(id));
    if (fresh !== undefined && settings.isOn) play(fresh.priority);
  }, [alarms, isKnown]);
}

function stored(): SoundSettings {
  const standard: SoundSettings = { isOn: false, volume: 0.4 };
  if (typeof localStorage === 'undefined') return standard;
  try {
    const read = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as Partial<SoundSettings> | null;
    return {
      isOn: read?.isOn === true,
      volume: typeof read?.volume === 'number' ? Math.min(1, Math.max(0, read.volume)) : standard.volume,
    };
  } catch {
    return standard;
  }
}
