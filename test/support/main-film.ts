/** Films as cameras send them on their main stream: FFmpeg's test picture, through its encoders, without its program. */
import { Decoder, Demuxer, Muxer } from 'node-av/api';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { type FilmEncoderOptions, openFilmEncoder } from '../film/film-encoder.ts';

Log.setLevel(AV_LOG_QUIET);

export type MainFilm = {
  readonly codec: 'h264' | 'h265';
  readonly size: string;
  readonly fps: number;
  readonly seconds: number;
  /** Pictures that are shown before one that comes earlier. */
  readonly bFrames?: number;
  readonly keyEveryS?: number;
  /** Bits a second, of a noisy picture. */
  readonly bitRate?: number;
};

/** @param file its suffix decides the container. */
export function makeMainFilm(file: string, film: MainFilm): Promise<void> {
  const { codec, size, fps, seconds, bFrames, keyEveryS = 1, bitRate } = film;
  // Noise costs bits, as rain, leaves and sensors do.
  const noise = bitRate === undefined ? '' : ',noise=alls=20:allf=t';
  const picture = `testsrc2=size=${size}:rate=${fps}:duration=${seconds}${noise},format=yuv420p`;
  return filmOfGraph(file, picture, { codec, fps, gop: Math.round(fps * keyEveryS), bFrames, bitRate });
}

/** @param graph of FFmpeg's filters, with one picture coming out of it. */
export async function filmOfGraph(file: string, graph: string, options: FilmEncoderOptions): Promise<void> {
  const source = await Demuxer.open(graph, { format: 'lavfi' });
  const decoder = await Decoder.create(source.video()!);
  const encoder = await openFilmEncoder(options);
  const muxer = await Muxer.open(file);
  const stream = muxer.addStream(encoder);
  const write = (packets: Iterable<Parameters<typeof muxer.writePacketSync>[0]>) => {
    for (const packet of packets) {
      if (!packet) continue;
      muxer.writePacketSync(packet, stream);
      packet.free();
    }
  };
  const encode = (frames: Iterable<Parameters<typeof encoder.encodeAllSync>[0]>) => {
    for (const frame of frames) {
      if (!frame) continue;
      write(encoder.encodeAllSync(frame));
      frame.free();
    }
  };
  for await (const packet of source.packets()) {
    if (!packet) continue;
    encode(decoder.decodeAllSync(packet));
    packet.free();
  }
  encode(decoder.flushFramesSync());
  write(encoder.flushPacketsSync());
  await muxer.close();
  encoder.close();
  decoder.close();
  await source.close();
}
