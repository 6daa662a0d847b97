/** What is wrong with a source and what to do about it, in words for whoever set the camera up. Never a credential. */
import type { SourceFault, StateNotice } from '../contract/state-cause.ts';
import type { SourceAddress } from './source-address.ts';

/** Smallest side of a picture that can be analysed, pixels: a person would be a few pixels high below it. */
export const minSidePx = 32;

/** From here on a picture costs far more to decode than analysis gains from it, pixels: 2560 x 1440. */
export const largePicturePx = 2560 * 1440;

/** @param detail the library's own words, already without the address; shown only where we have none better. */
export function sourceNotice(address: SourceAddress, fault: SourceFault, detail = ''): StateNotice {
  const values = {
    at: address.shown,
    ...(fault === 'too-small' ? { leastPx: minSidePx } : {}),
    ...(fault === 'other' ? { detail } : {}),
  };
  return { message: sourceMessage(address, fault, detail), cause: { key: fault, values } };
}

function sourceMessage(address: SourceAddress, fault: SourceFault, detail: string): string {
  const at = address.shown;
  const message: { readonly [F in SourceFault]: string } = {
    unauthorised: `The camera at ${at} refused the user name or password. Correct them in the camera's address.`,
    forbidden: `The camera at ${at} knows the user but does not allow this stream. Give the user the right to view it.`,
    'not-found': `The camera answers, but it has no stream at ${at}. Check the path after the host name in its manual.`,
    'server-error': `The camera at ${at} answered with an error. Check the path, or how many viewers it allows; restarting it may help.`,
    refused: `Nothing listens at ${at}. Check the host and the port (RTSP is usually 554), and that RTSP is switched on in the camera.`,
    unreachable: `The network has no way to ${at}. Check the address, the cable and the route to the camera.`,
    'time-out': `${at} did not answer in time. Check that the camera is on, and that no firewall is in between.`,
    'unknown-host': `The host name in ${at} is not known. Check its spelling, or use the camera's IP address.`,
    'web-page': `A web page answers at ${at}, not a camera's video. Use the RTSP address from the camera's manual, usually on port 554.`,
    'not-rtsp': `Something answers at ${at}, but it does not speak RTSP. Check the port (RTSP is usually 554).`,
    'connection-lost': `The connection to ${at} broke. It is tried again by itself; if it keeps breaking, check network and power of the camera.`,
    stalled: `${at} stopped sending. It is tried again by itself; if this repeats, check network and power of the camera.`,
    ended: `The camera ended the stream at ${at}. It is tried again by itself.`,
    'no-picture': `${at} sends data, but no picture comes out of it. Set the camera to H.264 or H.265 and restart it.`,
    'no-video': `There is no video in ${at}. Give a stream or file that holds one.`,
    'no-decoder': `The video in ${at} is of a kind that cannot be decoded here. Use H.264 or H.265.`,
    'too-small': `The picture of ${at} is too small to analyse: at least ${minSidePx} x ${minSidePx} pixels are needed. Choose a larger stream.`,
    'too-large': `The picture of ${at} is much larger than analysis needs, which costs computing time. Use the camera's sub-stream, about 640 x 360 to 1280 x 720.`,
    'no-file': `There is no file ${at}. Check the path; it is read on the machine where the server runs.`,
    'not-a-file': `${at} is not a file. Give the path of a video file.`,
    'no-permission': `The server may not read ${at}. Let the user it runs as read this file.`,
    'empty-file': `${at} is empty. Copy the video again.`,
    'truncated-file': `${at} is cut off: part of the video is missing. Copy or export it again.`,
    'not-a-video': `${at} is not a video that can be read. Give an MP4, MKV, AVI, MOV or TS file.`,
    other: `${at} cannot be read${detail === '' ? '' : ` (${detail})`}. Check the address and try it in a video player.`,
  };
  return message[fault];
}
