import type { Evaluation, EventEvaluation } from './evaluation.ts';
import { kindTable } from './kind-table.ts';

type Row = readonly [name: string, value: string];

/** The evaluation as a table for a person. */
export function reportOf(e: Evaluation): string {
  const rows: Row[] = [
    ['Footage', `${e.footage}, ${e.videoSeconds.toFixed(1)} s, ${e.frames.decoded} frames`],
    ['Analysed / scored frames', `${e.frames.analysed} / ${e.frames.scored}`],
    ['Model', e.model],
  ];
  for (const [category, d] of Object.entries(e.detection)) {
    const found = `${d.truePositives} found, ${d.misses} missed, ${d.falsePositives} invented`;
    rows.push([
      `Detection, ${category}`,
      `F1 ${share(d.f1)}, precision ${share(d.precision)}, recall ${share(d.recall)}`,
    ]);
    rows.push(['', found]);
  }
  if (e.count.mae !== null) {
    rows.push(['Count', `mean absolute error ${e.count.mae.toFixed(3)}, bias ${e.count.bias!.toFixed(3)}`]);
  }
  if (e.tracking.mota !== null) {
    const { mota, idf1, hota, switches } = e.tracking;
    rows.push([
      'Tracking',
      `HOTA ${share(hota)}, IDF1 ${share(idf1)}, MOTA ${share(mota)}, ${switches} switches`,
    ]);
  }
  if (e.masking.missRate !== null) {
    const { boxes, covered, missRate, missRateInterval, pictureShare } = e.masking;
    const ofPicture = `${percent(pictureShare!)} of the picture`;
    rows.push(['Masking', `${covered} of ${boxes} boxes hidden to 90 % or more, ${ofPicture}`]);
    rows.push([
      '',
      `miss rate ${percent(missRate)} (95 %: ${percent(missRateInterval!.low)} to ${percent(missRateInterval!.high)})`,
    ]);
  }
  for (const [line, { in: inwards, out }] of Object.entries(e.crossings)) {
    rows.push([`Crossings, ${line}`, `${inwards} in, ${out} out`]);
  }
  if (e.eventScore) rows.push(...eventRows(e.eventScore));
  rows.push(
    [
      'Speed',
      `${e.framesPerSecond.toFixed(1)} frames/s, ${e.cpuSecondsPerVideoSecond.toFixed(3)} CPU s per video s`,
    ],
    ['Events', e.events.length === 0 ? 'none' : `${e.events.length}`],
  );
  for (const event of e.events.slice(0, 50)) {
    rows.push([
      '',
      `${seconds(event.atMs).padStart(9)}  ${event.kind}${event.zoneId === null ? '' : ` in ${event.zoneId}`}${event.causes > 1 ? `, ${event.causes} of them` : ''}`,
    ]);
  }
  if (e.events.length > 50) rows.push(['', `and ${e.events.length - 50} more; --json lists all`]);
  const text = rows.map(([name, value]) => `${name.padEnd(26)}${value}\n`).join('');
  const byKind = e.eventScore?.byKind ?? {};
  return Object.keys(byKind).length === 0 ? text : `${text}\n${kindTable(byKind, null)}`;
}

function eventRows(score: EventEvaluation): Row[] {
  const rows: Row[] = [
    [
      'Events detected',
      `${score.detected} of ${score.truths}${score.detectionRate === null ? '' : ` (${percent(score.detectionRate)})`}`,
    ],
    [
      'False alarms',
      `${score.falseAlarms} of ${score.announced} (${score.falseAlarmsPerCameraDay.toFixed(0)} per camera-day), ${score.duplicates} duplicates`,
    ],
    ['Unverified', `${score.unverified}: of kinds or times the truth does not speak of`],
  ];
  if (score.timeToDetectMs) {
    rows.push([
      'Time to detect',
      `mean ${seconds(score.timeToDetectMs.mean)}, p95 ${seconds(score.timeToDetectMs.p95)}`,
    ]);
  }
  for (const m of score.missed)
    rows.push(['Missed', `${m.kind}, ${seconds(m.startMs)} to ${seconds(m.endMs)}`]);
  for (const words of score.notWatched) rows.push(['Not evaluated', words]);
  return rows;
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(2)} %`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
