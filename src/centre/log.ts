import { pino } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string, detail?: Readonly<Record<string, unknown>>) => void;

/** The same line more often than this is counted and said once a second. */
const repeatWindowMs = 1_000;
/** Bounds the memory of what was said. */
const rememberedLines = 500;

/**
 * The log of the centre: one plain line a fact for a person at a terminal, JSON (pino) where `format` says so.
 * Repeated lines are counted and printed once a second. Never carries a pixel, a password or a credential.
 */
export function createLog(options: { readonly format: 'plain' | 'json'; readonly nowMs: () => number }): Log {
  const write = options.format === 'json' ? jsonWriter() : plainWriter(options.nowMs);
  const recent = new Map<string, { saidAtMs: number; repeats: number }>();
  return (level, message, detail) => {
    const key = `${level} ${message}`;
    const nowMs = options.nowMs();
    const before = recent.get(key);
    if (before && nowMs - before.saidAtMs < repeatWindowMs) {
      before.repeats++;
      return;
    }
    const times = before?.repeats ? ` (${before.repeats} more times since)` : '';
    recent.delete(key);
    recent.set(key, { saidAtMs: nowMs, repeats: 0 });
    if (recent.size > rememberedLines) recent.delete(recent.keys().next().value!);
    write(level, message + times, detail);
  };
}

function jsonWriter(): Log {
  const logger = pino({ base: null });
  return (level, message, detail) => logger[level](detail ?? {}, message);
}

function plainWriter(nowMs: () => number): Log {
  const signs: Record<LogLevel, string> = { debug: ' ', info: ' ', warn: '!', error: '✖' };
  return (level, message) => {
    if (level === 'debug') return;
    const time = new Date(nowMs()).toTimeString().slice(0, 8);
    console.log(`${time} ${signs[level]} ${message}`);
  };
}
