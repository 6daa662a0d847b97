/** Why a video could not be opened or read on, in this project's words. */
import { constants } from 'node:os';
import {
  AVERROR_DECODER_NOT_FOUND,
  AVERROR_EXIT,
  AVERROR_HTTP_FORBIDDEN,
  AVERROR_HTTP_NOT_FOUND,
  AVERROR_HTTP_OTHER_4XX,
  AVERROR_HTTP_SERVER_ERROR,
  AVERROR_HTTP_TOO_MANY_REQUESTS,
  AVERROR_HTTP_UNAUTHORIZED,
  AVERROR_INVALIDDATA,
} from 'node-av/constants';
import { FFmpegError } from 'node-av/lib';

export const videoFaults = [
  'unauthorised',
  'forbidden',
  'not-found',
  'server-error',
  'refused',
  'unreachable',
  'time-out',
  'invalid',
  'no-video',
  'no-decoder',
  'aborted',
  'other',
] as const;
export type VideoFault = (typeof videoFaults)[number];

export class VideoError extends Error {
  override readonly name = 'VideoError';
  readonly fault: VideoFault;
  constructor(fault: VideoFault, detail: string) {
    super(detail);
    this.fault = fault;
  }
}

const faults = new Map<number, VideoFault>([
  [AVERROR_HTTP_UNAUTHORIZED, 'unauthorised'],
  [AVERROR_HTTP_FORBIDDEN, 'forbidden'],
  [AVERROR_HTTP_NOT_FOUND, 'not-found'],
  [AVERROR_HTTP_OTHER_4XX, 'server-error'],
  [AVERROR_HTTP_TOO_MANY_REQUESTS, 'server-error'],
  [AVERROR_HTTP_SERVER_ERROR, 'server-error'],
  [AVERROR_INVALIDDATA, 'invalid'],
  [AVERROR_DECODER_NOT_FOUND, 'no-decoder'],
  [AVERROR_EXIT, 'aborted'],
]);

const { errno } = constants;

const systemFaults = new Map<number, VideoFault>([
  [errno.ETIMEDOUT, 'time-out'],
  [errno.ECONNREFUSED, 'refused'],
  [errno.EHOSTUNREACH, 'unreachable'],
  [errno.ENETUNREACH, 'unreachable'],
]);

/** Nothing to read yet: not a fault. */
export function isAgain(code: number): boolean {
  return code === -errno.EAGAIN;
}

/** @throws VideoError for a negative result of the video library. */
export function check(code: number, step: string): void {
  if (code >= 0) return;
  const fault = faults.get(code) ?? systemFaults.get(-code) ?? 'other';
  throw new VideoError(fault, `${step}: ${FFmpegError.strerror(code)}`);
}
