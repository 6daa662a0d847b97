/**
 * Why a camera is in its state, and what to do. English; the keys are the contract's closed list. The fault stands before
 * the address: lists cut the end off.
 */
import type { StateCause, StateCauseKey } from '../../contract/state-cause.ts';
import { type ExitWords, sayExit } from './say-exit.ts';

export const exits: ExitWords = {
  killed: 'killed',
  crashed: 'crashed',
  ended: 'told to end',
  code: (code) => `exit code ${code}`,
};

type Say = (values: StateCause['values']) => string;

export const stateCauses: { readonly [K in StateCauseKey]: Say } = {
  unauthorised: ({ at }) =>
    `User name or password refused by the camera at ${at}. Correct them in its address.`,
  forbidden: ({ at }) =>
    `The user may not view this stream of the camera at ${at}. Give the right to view it in the camera.`,
  'not-found': ({ at }) =>
    `The camera answers, but it has no stream at ${at}. Check the path after the host name in its manual.`,
  'server-error': ({ at }) =>
    `Error from the camera at ${at}. Check the path, or how many viewers it allows; restarting it may help.`,
  refused: ({ at }) =>
    `Nothing listens at ${at}. Check host and port (RTSP is usually 554), and that RTSP is switched on in the camera.`,
  unreachable: ({ at }) =>
    `The network has no way to ${at}. Check the address, the cable and the route to the camera.`,
  'time-out': ({ at }) =>
    `No answer in time from ${at}. Check that the camera is on, and that no firewall is in between.`,
  'unknown-host': ({ at }) =>
    `Unknown host name in ${at}. Check its spelling, or use the camera's IP address.`,
  'web-page': ({ at }) =>
    `A web page answers at ${at}, not a camera's video. Use the RTSP address from the camera's manual.`,
  'not-rtsp': ({ at }) =>
    `Something answers at ${at}, but it does not speak RTSP. Check the port (RTSP is usually 554).`,
  'connection-lost': ({ at }) =>
    `The connection to ${at} broke. It is tried again by itself; if it keeps breaking, check network and power of the camera.`,
  stalled: ({ at }) =>
    `Nothing more comes from ${at}. It is tried again by itself; if this repeats, check network and power of the camera.`,
  ended: ({ at }) => `The camera ended the stream at ${at}. It is tried again by itself.`,
  'no-picture': ({ at }) =>
    `No picture comes out of what ${at} sends. Set the camera to H.264 or H.265 and restart it.`,
  'no-video': ({ at }) => `There is no video in ${at}. Give a stream or file that holds one.`,
  'no-decoder': ({ at }) => `This kind of video cannot be decoded here: ${at}. Use H.264 or H.265.`,
  'too-small': ({ at, leastPx }) =>
    `Picture too small to analyse: ${at}. At least ${leastPx} × ${leastPx} pixels are needed. Choose a larger stream.`,
  'too-large': ({ at }) =>
    `The picture of ${at} is much larger than analysis needs, which costs computing time. Use the camera's sub-stream, about 640 × 360 to 1280 × 720.`,
  'no-file': ({ at }) =>
    `There is no file ${at}. Check the path; it is read on the machine where the server runs.`,
  'not-a-file': ({ at }) => `Not a file: ${at}. Give the path of a video file.`,
  'no-permission': ({ at }) => `The server may not read ${at}. Let the user it runs as read this file.`,
  'empty-file': ({ at }) => `Empty file: ${at}. Copy the video again.`,
  'truncated-file': ({ at }) =>
    `Part of the video is missing in ${at}: the file is cut off. Copy or export it again.`,
  'not-a-video': ({ at }) => `Not a video that can be read: ${at}. Give an MP4, MKV, AVI, MOV or TS file.`,
  other: ({ at, detail }) =>
    `Cannot be read: ${at}${detail ? ` (${detail})` : ''}. Check the address and try it in a video player.`,
  'address-scheme': ({ scheme }) =>
    `Addresses that begin with ${scheme} are not opened. Give rtsp://, rtsps:// or the path of a video file.`,
  'address-incomplete': () =>
    'The RTSP address is not complete. Write it as rtsp://user:password@host:554/path, as the camera maker documents it.',
  'address-unreadable': () => 'This is not an address. Give rtsp://, rtsps:// or the path of a video file.',
  'key-lost': () =>
    'The address was sealed with another key than the one in the data directory. Enter the address again, or restore secret.key from the backup.',
  'process-restarting': ({ exit }) =>
    `The process that reads this camera stopped (${sayExit(String(exit), exits)}) and is being started again.`,
  'analysis-stopped': ({ reason }) =>
    `Analysis stopped (${reason}) and is being tried again. If it goes on, restart Lamplighter and report this line.`,
  'model-refused': ({ reason }) =>
    `The detector's model is refused, so nothing can be analysed; it is tried again every minute. ${reason}`,
};
