// Keeps the centre running: when it dies by itself it is started again, with back-off, and that is said.
import { spawn } from 'node:child_process';

/** The centre ends with this code when starting it again cannot help: a wrong setting, a taken port. */
export const hopelessExitCode = 78;
const firstDelayMs = 250;
const longestDelayMs = 5_000;
const healthyAfterMs = 30_000;

export function keep(node, args) {
  return new Promise((resolve) => {
    let delayMs = firstDelayMs;
    let isStopping = false;
    let child;
    let timer;
    let restarts = 0;
    const start = () => {
      const startedAt = Date.now();
      child = spawn(node, args, {
        stdio: 'inherit',
        env: { ...process.env, LAMPLIGHTER_RESTARTS: String(restarts) },
      });
      child.on('exit', (code, signal) => {
        if (isStopping || code === 0 || code === hopelessExitCode) return resolve(code ?? 0);
        if (Date.now() - startedAt > healthyAfterMs) delayMs = firstDelayMs;
        restarts++;
        console.error(
          `Lamplighter stopped (${signal ?? `exit code ${code}`}); starting it again in ${delayMs / 1000} s.`,
        );
        timer = setTimeout(start, delayMs);
        delayMs = Math.min(delayMs * 2, longestDelayMs);
      });
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        // A second request means now.
        if (isStopping) child?.kill('SIGKILL');
        isStopping = true;
        clearTimeout(timer);
        if (child?.exitCode !== null || child?.signalCode !== null) return resolve(0);
        child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      });
    }
    start();
  });
}
