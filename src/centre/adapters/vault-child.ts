/** One vault process: started without core files, asked one thing at a time, killed when it is done. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RenderOrder } from '../../contract/vault.ts';
import type { FromVault, ToVault } from '../../contract/vault-messages.ts';

const entry = fileURLToPath(new URL('../../vault/vault-process.ts', import.meta.url));
/** SIGUSR1 would open the process to a debugger, which reads its memory. */
const flags = [
  '--disable-sigusr1',
  '--max-semi-space-size=8',
  // It starts no process and writes nothing but converted models; video and inference libraries are native.
  '--permission',
  '--allow-fs-read=*',
  '--allow-addons',
];

type Answer<T extends FromVault['type']> = Extract<FromVault, { readonly type: T }>;
type Waiting = { readonly take: (message: FromVault) => void; readonly fail: (error: Error) => void };

type Inbox = { next(withinMs: number): Promise<FromVault> };

export class VaultChild {
  /** Resolves when the process is gone. */
  readonly ended: Promise<{ readonly isUnexpected: boolean; readonly what: string }>;
  readonly #child: ChildProcess;
  #waiting: Waiting | null = null;
  /** What is asked next waits for what was asked before. */
  #turn: Promise<unknown> = Promise.resolve();
  #isWanted = true;
  #end: string | null = null;

  constructor({ cacheDirectory }: { readonly cacheDirectory: string }) {
    // The limit is set before Node starts and is inherited: a core file would hold the key.
    const command = [process.execPath, ...flags, `--allow-fs-write=${cacheDirectory}/*`, entry];
    this.#child = spawn('/bin/sh', ['-c', 'ulimit -c 0; exec "$0" "$@"', ...command], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TMPDIR: cacheDirectory,
        ORT_DISABLE_TELEMETRY: '1',
        MALLOC_ARENA_MAX: '2',
      },
    });
    this.#child.on('message', (message) => this.#waiting?.take(message as FromVault));
    this.ended = new Promise((resolve) => {
      const end = (what: string) => {
        if (this.#end !== null) return;
        this.#end = what;
        this.#waiting?.fail(this.#gone());
        resolve({ isUnexpected: this.#isWanted, what });
      };
      this.#child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
      this.#child.once('error', (error) => end(error.message));
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** @throws Error in the process's own words, or when it died or did not answer in time; then it is killed. */
  ask<T extends 'dealt' | 'begun' | 'answered'>(
    message: ToVault,
    type: T,
    withinMs: number,
  ): Promise<Answer<T>> {
    return this.#inTurn(async () => {
      this.#send(message);
      const answer = await this.#next(withinMs);
      if (answer.type !== type)
        throw new Error(`the vault process answered ${answer.type} instead of ${type}`);
      return answer as Answer<T>;
    });
  }

  /** @throws Error as `ask`. What the reader does not take holds the process back. */
  async *render(order: RenderOrder, pieceWithinMs: number): AsyncGenerator<Uint8Array> {
    const done = await this.#begin();
    const inbox = this.#openInbox();
    let isRendered = false;
    try {
      this.#send({ type: 'render', order });
      for (;;) {
        const message = await inbox.next(pieceWithinMs);
        if (message.type === 'rendered' || message.type === 'failed') isRendered = true;
        if (message.type === 'failed') throw new Error(message.message);
        if (message.type !== 'piece') break;
        yield message.bytes;
        this.#send({ type: 'more', bytes: message.bytes.length });
      }
    } finally {
      if (!isRendered && this.#end === null) await this.#cancel(inbox, pieceWithinMs);
      this.#waiting = null;
      done();
    }
  }

  /** Ends the process, and with it every key and share in it. */
  async kill(): Promise<void> {
    this.#isWanted = false;
    if (this.#end === null) this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** The reader went away: the rest is not rendered, and the session lives on. */
  async #cancel(inbox: Inbox, withinMs: number): Promise<void> {
    this.#send({ type: 'cancel' });
    for (;;) {
      const message = await inbox.next(withinMs);
      if (message.type !== 'piece') return;
    }
  }

  async #next(withinMs: number): Promise<FromVault> {
    try {
      const message = await this.#openInbox().next(withinMs);
      if (message.type === 'failed') throw new Error(message.message);
      return message;
    } finally {
      this.#waiting = null;
    }
  }

  #openInbox(): Inbox {
    const held: FromVault[] = [];
    let failure: Error | null = this.#end === null ? null : this.#gone();
    let wake: (() => void) | null = null;
    this.#waiting = {
      take: (message) => {
        held.push(message);
        wake?.();
      },
      fail: (error) => {
        failure = error;
        wake?.();
      },
    };
    return {
      next: async (withinMs) => {
        const timer = setTimeout(() => {
          failure = new Error(
            `The vault process did not answer within ${withinMs / 1000} s and was ended. Begin again.`,
          );
          void this.kill();
          wake?.();
        }, withinMs);
        try {
          while (held.length === 0 && failure === null) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        } finally {
          clearTimeout(timer);
        }
        const message = held.shift();
        if (message === undefined) throw failure;
        return message;
      },
    };
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = await this.#begin();
    try {
      return await work();
    } finally {
      done();
    }
  }

  async #begin(): Promise<() => void> {
    const before = this.#turn;
    let done = () => {};
    this.#turn = new Promise<void>((resolve) => {
      done = resolve;
    });
    await before;
    return done;
  }

  #send(message: ToVault): void {
    if (this.#end === null && this.#child.connected) this.#child.send(message, () => {});
  }

  #gone(): Error {
    const how = this.#isWanted ? `stopped by itself (${this.#end})` : 'has ended';
    return new Error(
      `The vault process ${how}, and the key with it. Begin again; every custodian hands in anew.`,
    );
  }
}
