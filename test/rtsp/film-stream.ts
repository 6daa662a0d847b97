/** A film as a camera would send it: access units with their times, looped. */
import { BitStreamFilterAPI, Demuxer } from 'node-av/api';
import { AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_NOPTS_VALUE } from 'node-av/constants';
import { nalUnits, parameterSets, type VideoCodec } from './nal.ts';

export type FilmStream = {
  readonly codec: VideoCodec;
  readonly parameterSets: readonly Buffer[];
  /** In the order of sending. */
  readonly units: readonly {
    readonly nals: readonly Buffer[];
    readonly sendMs: number;
    readonly shownMs: number;
  }[];
  /** After this the film begins again, ms. */
  readonly durationMs: number;
};

/** @throws Error when the film is neither H.264 nor H.265. */
export async function loadFilm(path: string): Promise<FilmStream> {
  const input = await Demuxer.open(path);
  try {
    const video = input.video();
    const id = video?.codecpar.codecId;
    if (!video || (id !== AV_CODEC_ID_H264 && id !== AV_CODEC_ID_HEVC)) {
      throw new Error(`${path} holds neither H.264 nor H.265`);
    }
    const codec: VideoCodec = id === AV_CODEC_ID_H264 ? 'h264' : 'h265';
    const toAnnexB = BitStreamFilterAPI.create(
      codec === 'h264' ? 'h264_mp4toannexb' : 'hevc_mp4toannexb',
      video,
    );
    const fps = video.avgFrameRate.num > 0 ? video.avgFrameRate.num / video.avgFrameRate.den : 25;
    const msPerTick = (1000 * video.timeBase.num) / video.timeBase.den;
    const units: { nals: Buffer[]; sendMs: number; shownMs: number }[] = [];
    for (const packet of input.packetsSync(video.index)) {
      if (!packet) break;
      for (const converted of toAnnexB.filterAllSync(packet)) {
        // Copied, because the library's memory goes with the packet.
        const nals = nalUnits(Buffer.from(converted.data!));
        const sendMs = (units.length * 1000) / fps;
        const shownMs = converted.pts === AV_NOPTS_VALUE ? sendMs : Number(converted.pts) * msPerTick;
        units.push({ nals, sendMs, shownMs });
        converted.free();
      }
      packet.free();
    }
    toAnnexB.close();
    const sets = parameterSets(codec, units[0]?.nals ?? []);
    if (units.length === 0 || sets.length === 0) throw new Error(`${path} does not begin with a key frame`);
    return { codec, parameterSets: sets, units, durationMs: (units.length * 1000) / fps };
  } finally {
    await input.close();
  }
}
