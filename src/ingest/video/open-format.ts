/** Opens what holds a video, a camera's stream or a film, and finds the video in it. */
import './thread-pool.ts';
import { AVDISCARD_ALL, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { Codec, Dictionary, FormatContext, type Stream } from 'node-av/lib';
import { check, VideoError } from './decode-fault.ts';

export type VideoInput =
  | { readonly kind: 'rtsp'; readonly url: string; readonly timeoutMs: number }
  | { readonly kind: 'file'; readonly path: string };

/** Demuxers a film may need: none of them opens a second file or a network address. */
const fileFormats =
  'mov,mp4,m4a,3gp,3g2,mj2,avi,matroska,webm,mpegts,mpeg,mpegvideo,m4v,flv,asf,ogg,ivf,mxf,gif,h264,hevc,mjpeg';

const fileOptions = { protocol_whitelist: 'file', format_whitelist: fileFormats };

/** The caller closes it. @throws VideoError. */
export async function openFormat(
  input: VideoInput,
  signal: AbortSignal,
): Promise<{ readonly format: FormatContext; readonly stream: Stream }> {
  const format = new FormatContext();
  // Without it the library allocates one that cannot be interrupted.
  format.allocContext();
  const interrupt = () => format.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    const address = input.kind === 'rtsp' ? input.url : `file:${input.path}`;
    const options = Dictionary.fromObject(input.kind === 'rtsp' ? rtspOptions(input.timeoutMs) : fileOptions);
    check(await format.openInput(address, null, options), 'open');
    let stream = videoStream(format);
    // RTSP tells codec and parameter sets in its SDP; probing would only cost a second of waiting.
    if (input.kind === 'file' || !stream || stream.codecpar.codecId === 0) {
      check(await format.findStreamInfo(null), 'probe');
      stream = videoStream(format);
    }
    if (signal.aborted) throw new VideoError('aborted', 'opening was given up');
    if (!stream) throw new VideoError('no-video', 'no video stream inside');
    return { format, stream };
  } catch (error) {
    await format.closeInput();
    if (signal.aborted) throw new VideoError('aborted', 'opening was given up');
    throw error;
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}

/** h264, h265, or as the library calls it. */
export function codecName(stream: Stream): string {
  const name = Codec.findDecoder(stream.codecpar.codecId)?.name ?? `codec ${stream.codecpar.codecId}`;
  return name === 'hevc' ? 'h265' : name;
}

function rtspOptions(timeoutMs: number): Record<string, string> {
  return {
    rtsp_transport: 'tcp',
    allowed_media_types: 'video',
    // Microseconds; without it a stalled camera hangs the reader for ever.
    timeout: String(timeoutMs * 1000),
    fflags: 'nobuffer',
    max_delay: '0',
    reorder_queue_size: '0',
    protocol_whitelist: 'rtsp,rtsps,tcp,tls,rtp,udp',
  };
}

function videoStream(format: FormatContext): Stream | undefined {
  const streams = format.streams;
  const video = streams.find((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_VIDEO);
  for (const stream of streams) if (stream !== video) stream.discard = AVDISCARD_ALL;
  return video;
}
