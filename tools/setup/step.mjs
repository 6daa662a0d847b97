// One step of the set-up: runs a command, says what it does and how long it has taken, shows its words only when it fails.
import { spawn } from 'node:child_process';

/** Ends the set-up with a message for the person at the keyboard. */
export class Stop extends Error {}

/**
 * Runs a command as a step with visible progress.
 * @param {string} title what is being done, present tense, without a full stop
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, advice: string }} options `advice` is shown when it fails
 */
export async function step(title, command, args, { cwd, env, advice }) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const isTerminal = process.stdout.isTTY;
  if (!isTerminal) console.log(`${title} ...`);
  const ticker = setInterval(
    () => {
      if (isTerminal) process.stdout.write(`\r${title} ... ${seconds()} s `);
      else console.log(`${title} ... ${seconds()} s`);
    },
    isTerminal ? 500 : 10_000,
  );
  const result = await new Promise((resolve) => {
    let words = '';
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keepTail = (data) => {
      words = (words + data).slice(-8_000);
    };
    child.stdout.on('data', keepTail);
    child.stderr.on('data', keepTail);
    child.on('error', (error) => resolve({ code: -1, words: `${words}\n${error.message}` }));
    child.on('close', (code) => resolve({ code, words }));
  });
  clearInterval(ticker);
  if (result.code === 0) {
    console.log(`${isTerminal ? '\r' : ''}${title} ... done in ${seconds()} s`);
    return result.words;
  }
  console.log(`${isTerminal ? '\r' : ''}${title} ... failed after ${seconds()} s`);
  throw new Stop(`${result.words.trim()}\n\n${title} failed. ${advice}`);
}
