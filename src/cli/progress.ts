export type Progress = {
  say(what: string): void;
  end(): void;
};

const everyMs = 2_000;

/** What takes longer than two seconds says so on stderr, every two seconds; one line where somebody looks. */
export function showProgress(nowMs: () => number = () => performance.now()): Progress {
  let saidMs = nowMs();
  let isLineOpen = false;
  return {
    say(what) {
      if (nowMs() - saidMs < everyMs) return;
      saidMs = nowMs();
      isLineOpen = process.stderr.isTTY === true;
      process.stderr.write(isLineOpen ? `\r\u001b[K${what}` : `${what}\n`);
    },
    end() {
      if (isLineOpen) process.stderr.write('\r\u001b[K');
      isLineOpen = false;
    },
  };
}
