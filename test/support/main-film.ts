/** Films as cameras send them on their main stream, made by FFmpeg's encoders. */
import { execFileSync } from 'node:child_process';

export type MainFilm = {
  readonly codec: 'h264' | 'h265';
  readonly size: string;
  readonly fps: number;
  readonly seconds: number;
  /** Pictures that are shown before one that comes earlier. */
  readonly bFrames?: number;
  readonly keyEveryS?: number;
  readonly bitRate?: number;
};

/** @param file its suffix decides the container. */
export function makeMainFilm(
  file: string,
  { codec, size, fps, seconds, bFrames = 0, keyEveryS = 1, bitRate }: MainFilm,
): void {
  const gop = Math.round(fps * keyEveryS);
  const encoder =
    codec === 'h264'
      ? ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', `${gop}`, '-sc_threshold', '0', '-bf', `${bFrames}`]
      : [
          '-c:v',
          'libx265',
          '-preset',
          'ultrafast',
          '-x265-params',
          `log-level=none:keyint=${gop}:min-keyint=${gop}:scenecut=0:open-gop=0:bframes=${bFrames}`,
        ];
  const rate =
    bitRate === undefined ? [] : ['-b:v', `${bitRate}`, '-maxrate', `${bitRate}`, '-bufsize', `${bitRate}`];
  // Noise costs bits, as rain, leaves and sensors do.
  const picture = `testsrc2=size=${size}:rate=${fps}:duration=${seconds}${bitRate === undefined ? '' : ',noise=alls=20:allf=t'}`;
  const input = ['-f', 'lavfi', '-i', picture, '-pix_fmt', 'yuv420p'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...encoder, ...rate, file]);
}
