/** What independent tools read of a recorded file, for tests. */
import { spawnSync } from 'node:child_process';

export type Probed = {
  readonly codec: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Presentation times of all packets, seconds, in file order. */
  readonly timesS: readonly number[];
  readonly keys: readonly boolean[];
};

export const hasFfmpeg = spawnSync('ffprobe', ['-version']).status === 0;

/** @throws Error with ffprobe's words when it finds anything to complain of. */
export function probe(file: string): Probed {
  const args = ['-v', 'error', '-show_streams', '-show_packets', '-of', 'json', file];
  const { stdout, stderr, status } = spawnSync('ffprobe', args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (status !== 0 || stderr !== '') throw new Error(`ffprobe ${file}: ${stderr || status}`);
  const { streams, packets } = JSON.parse(stdout);
  const [{ codec_name: codec, width: widthPx, height: heightPx }] = streams;
  return {
    codec,
    widthPx,
    heightPx,
    timesS: packets.map((packet: { pts_time: string }) => Number(packet.pts_time)),
    keys: packets.map((packet: { flags: string }) => packet.flags.startsWith('K')),
  };
}

/** Decodes it all. @returns how many pictures came. @throws Error with FFmpeg's words when it finds a fault. */
export function decodedPictures(file: string): number {
  const args = ['-v', 'error', '-xerror', '-err_detect', 'explode', '-i', file];
  const out = ['-fps_mode', 'passthrough', '-f', 'framemd5', '-'];
  const { stdout, stderr, status } = spawnSync('ffmpeg', [...args, ...out], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (status !== 0 || stderr !== '') throw new Error(`ffmpeg ${file}: ${stderr || status}`);
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
}
