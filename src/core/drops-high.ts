type Frames = { readonly framesAnalysed: number; readonly framesDropped: number };

/** Fewer frames say nothing yet. */
const leastFrames = 100;
const maxShare = 0.01;

/** Of the frames that were due, the share that nobody analysed, 0 to 1. */
export function droppedShareOf({ framesAnalysed, framesDropped }: Frames): number {
  const due = framesAnalysed + framesDropped;
  return due === 0 ? 0 : framesDropped / due;
}

/** More than one frame in a hundred is lost: fast events may be missed. */
export function areDropsHigh(frames: Frames): boolean {
  return frames.framesAnalysed + frames.framesDropped > leastFrames && droppedShareOf(frames) > maxShare;
}
