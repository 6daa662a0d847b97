/** Finds out why a source cannot be opened where the video library only says "invalid data". */
import { lookup } from 'node:dns/promises';
import { open, stat } from 'node:fs/promises';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SourceFault } from '../contract/state-cause.ts';
import type { SourceAddress } from './source-address.ts';
import type { VideoFault } from './video/decode-fault.ts';

/** What keeps a path from being opened at all; null when it is a readable file with something in it. */
export async function fileFault(path: string): Promise<SourceFault | null> {
  try {
    // Asked first, because opening a pipe or a device may block for ever.
    const about = await stat(path);
    if (!about.isFile()) return 'not-a-file';
    if (about.size === 0) return 'empty-file';
    await (await open(path, 'r')).close();
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'EACCES' || code === 'EPERM' ? 'no-permission' : 'no-file';
  }
}

/** @param hadFrames whether this attempt was live before it broke. */
export async function diagnose(
  address: SourceAddress,
  fault: VideoFault,
  hadFrames: boolean,
): Promise<SourceFault> {
  if (address.kind === 'file') return diagnoseFile(address.path, fault);
  if (hadFrames) return fault === 'time-out' ? 'stalled' : 'connection-lost';
  switch (fault) {
    case 'invalid':
    case 'other':
    case 'aborted':
      return probe(address);
    default:
      return fault;
  }
}

async function diagnoseFile(path: string, fault: VideoFault): Promise<SourceFault> {
  if (fault === 'no-video' || fault === 'no-decoder') return fault;
  return (await looksLikeVideo(path)) ? 'truncated-file' : 'not-a-video';
}

/** By its first bytes: the file claims to be a video, so what is missing is the rest. */
async function looksLikeVideo(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    return (
      /^....(ftyp|moov|mdat|wide|free)/s.test(head) ||
      /^RIFF....AVI /s.test(head) ||
      head.startsWith('\x1a\x45\xdf\xa3') ||
      head.startsWith('FLV')
    );
  } finally {
    await file.close();
  }
}

/** Asks the address itself: is the host known, does it answer, and in which language? */
async function probe(address: Extract<SourceAddress, { kind: 'rtsp' }>): Promise<SourceFault> {
  try {
    await lookup(address.host);
  } catch {
    return 'unknown-host';
  }
  const answer = await firstAnswer(address);
  if (typeof answer === 'object') return answer.fault;
  if (/^\s*(HTTP\/|<)/i.test(answer)) return 'web-page';
  return answer.startsWith('RTSP/') ? 'server-error' : 'not-rtsp';
}

function firstAnswer(
  address: Extract<SourceAddress, { kind: 'rtsp' }>,
): Promise<string | { fault: SourceFault }> {
  return new Promise((resolve) => {
    const at = { host: address.host, port: address.port };
    const socket = address.isTls ? connectTls({ ...at, rejectUnauthorized: false }) : connectTcp(at);
    const done = (answer: string | { fault: SourceFault }) => {
      resolve(answer);
      socket.destroy();
    };
    socket.setTimeout(3_000, () => done({ fault: 'time-out' }));
    socket.on('error', (error: NodeJS.ErrnoException) => done({ fault: networkFault(error.code) }));
    socket.on('close', () => done({ fault: 'not-rtsp' }));
    socket.once('data', (bytes: Buffer) => done(bytes.toString('latin1', 0, 200)));
    socket.write('OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n');
  });
}

function networkFault(code: string | undefined): SourceFault {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return 'time-out';
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'unreachable';
  return 'not-rtsp';
}
