/** How a process can end, as the console says it. */
export type ExitWords = {
  readonly killed: string;
  readonly crashed: string;
  readonly ended: string;
  /** It ended by itself, with this exit code. */
  readonly code: (code: string) => string;
};

const ways: Readonly<Record<string, 'killed' | 'crashed' | 'ended'>> = {
  SIGKILL: 'killed',
  SIGTERM: 'ended',
  SIGINT: 'ended',
  SIGSEGV: 'crashed',
  SIGBUS: 'crashed',
  SIGILL: 'crashed',
  SIGFPE: 'crashed',
  SIGABRT: 'crashed',
};

/** @param exit a signal's name or `exit code N`, as the centre tells it; what is neither is shown as it is. */
export function sayExit(exit: string, words: ExitWords): string {
  const way = ways[exit];
  if (way !== undefined) return words[way];
  const code = /^exit code (\d+)$/.exec(exit)?.[1];
  return code === undefined ? exit : words.code(code);
}
