/** The one way out of an ingest process. Bounded: media is left out when the centre does not keep up, never heaped up. */
import type { FromIngest } from '../contract/ingest.ts';

export type Outbox = {
  readonly send: (message: FromIngest) => void;
  /** False while the centre is behind: leave media out. */
  readonly hasRoom: () => boolean;
};

/** The part of a child process's channel that is needed; `process` itself. */
export type Channel = {
  readonly connected: boolean;
  readonly send?: (
    message: FromIngest,
    handle: undefined,
    options: undefined,
    done: (error: Error | null) => void,
  ) => boolean;
};

/** About a second of 16 cameras at 1 Mbit/s. */
const roomBytes = 2 << 20;
const roomMessages = 500;
/** Measures, health and situations alone reach this only when the centre hangs for a long time. */
const breakMessages = 20_000;

/**
 * @param onBroken the channel is gone, or so far behind that only a fresh start helps.
 */
export function openOutbox(channel: Channel, onBroken: (why: string) => void): Outbox {
  let waitingBytes = 0;
  let waitingMessages = 0;

  function send(message: FromIngest): void {
    if (!channel.connected || channel.send === undefined) {
      onBroken('the centre is gone');
      return;
    }
    const bytes = mediaBytes(message);
    waitingBytes += bytes;
    waitingMessages++;
    channel.send(message, undefined, undefined, (error) => {
      waitingBytes -= bytes;
      waitingMessages--;
      if (error) onBroken(`the centre cannot be reached: ${error.message}`);
    });
    if (waitingMessages > breakMessages) onBroken(`the centre left ${waitingMessages} messages unread`);
  }

  return { send, hasRoom: () => waitingBytes < roomBytes && waitingMessages < roomMessages };
}

function mediaBytes(message: FromIngest): number {
  if (message.type === 'media.frame') return message.accessUnit.byteLength;
  if (message.type === 'media.snapshot' || message.type === 'sample') return message.jpeg.byteLength;
  if (message.type === 'situation') return message.jpeg?.byteLength ?? 0;
  return 0;
}
