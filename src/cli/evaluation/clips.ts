/** Real clips, each with what should be found in it: listed one by one, also where it fails. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AnalyseFile, OfflineRequest } from '../../ingest/offline-frame.ts';
import { readText } from '../command.ts';
import { readTruth } from '../truth/read-truth.ts';
import { parseZonesFile } from '../truth/zones-file.ts';
import { evaluateFilm } from './evaluate-film.ts';
import type { Evaluation } from './evaluation.ts';

export type Clip = {
  readonly id: string;
  readonly footage: string;
  /** What is seen and what should be told, in words. */
  readonly story: string;
  readonly zones: string;
  readonly analysisFps: number | null;
  readonly replay?: NonNullable<OfflineRequest['replay']>;
};

export type ClipOutcome = {
  readonly clip: Clip;
  /** `not-there`: the film is not among the data. */
  readonly outcome: 'as-it-should-be' | 'fails' | 'not-there';
  /** What is wrong, in words. */
  readonly findings: readonly string[];
  readonly evaluation: Evaluation | null;
};

/**
 * CDnet highway claims 60 frames a second and does not say its true rate; vehicles move as on other roads at 25.
 */
export const clips: readonly Clip[] = [
  {
    id: 'highway',
    footage: 'cdnet-highway.avi',
    story: '22 vehicles cross a line; none drives the wrong way.',
    zones: 'cdnet-highway.json',
    analysisFps: 12.5,
    replay: { isReversed: false, fps: 25 },
  },
  {
    id: 'highway-reversed',
    footage: 'cdnet-highway.avi',
    story: 'The same played backwards: all 22 drive the wrong way.',
    zones: 'cdnet-highway-reversed.json',
    analysisFps: 12.5,
    replay: { isReversed: true, fps: 25 },
  },
  {
    id: 'shoulder-cyclist',
    footage: 'motorway-shoulder-cyclist.avi',
    story: 'A cyclist rides along the hard shoulder of a motorway.',
    zones: 'motorway-shoulder-cyclist.json',
    analysisFps: 5,
  },
  {
    id: 'car-park-lane',
    footage: 'intel-car-detection.mp4',
    story: 'Four cars in a lane, two of them against its direction.',
    zones: 'intel-car-detection.json',
    analysisFps: null,
  },
  {
    id: 'one-by-one',
    footage: 'intel-one-by-one-person.mp4',
    story: 'Six people come into a room, one after another.',
    zones: 'intel-one-by-one-person.json',
    analysisFps: 5,
  },
  {
    id: 'left-bag',
    footage: 'aboda-video4-left-bag.avi',
    story: 'A man puts a bag down and walks off. The clip ends 19 s later, so the rule waits 5 s and not 30.',
    zones: 'aboda-video4-left-bag.json',
    analysisFps: 10,
  },
  {
    id: 'parked-vehicles',
    footage: 'pets2009-s2l1-view001.mp4',
    story:
      'A van and a car, the car cut by the edge of the picture, stand all the time while people walk by.',
    zones: 'pets2009-s2l1-view001.json',
    analysisFps: 5,
  },
];

export async function evaluateClips(
  analyse: AnalyseFile,
  of: {
    readonly dataDirectory: string;
    readonly zonesDirectory: string;
    readonly clips: readonly Clip[];
    readonly onClip?: (outcome: ClipOutcome) => void;
  },
): Promise<readonly ClipOutcome[]> {
  const outcomes: ClipOutcome[] = [];
  for (const clip of of.clips) {
    const outcome = await evaluateClip(analyse, clip, of);
    outcomes.push(outcome);
    of.onClip?.(outcome);
  }
  return outcomes;
}

async function evaluateClip(
  analyse: AnalyseFile,
  clip: Clip,
  of: { readonly dataDirectory: string; readonly zonesDirectory: string },
): Promise<ClipOutcome> {
  const footage = path.join(of.dataDirectory, 'footage', clip.footage);
  const events = path.join(of.dataDirectory, 'groundtruth', 'events.json');
  if (!existsSync(footage) || !existsSync(events)) {
    return { clip, outcome: 'not-there', findings: [], evaluation: null };
  }
  const drawn = path.join(of.zonesDirectory, clip.zones);
  const { zones, calibration } = parseZonesFile(await readText(drawn, 'zones'), drawn);
  const evaluation = await evaluateFilm(analyse, {
    footage,
    truth: await readTruth([events], { footage, category: null }),
    zones,
    calibration,
    model: null,
    analysisFps: clip.analysisFps,
    ...(clip.replay === undefined ? {} : { replay: clip.replay }),
  });
  const findings = findingsOf(evaluation);
  return { clip, outcome: findings.length === 0 ? 'as-it-should-be' : 'fails', findings, evaluation };
}

function findingsOf({ eventScore }: Evaluation): readonly string[] {
  const byKind = Object.entries(eventScore?.byKind ?? {});
  return byKind.flatMap(([kind, s]) => [
    ...(s.detected < s.truths ? [`${kind}: ${s.truths - s.detected} of ${s.truths} missed`] : []),
    ...(s.falseAlarms > 0 ? [`${kind}: ${s.falseAlarms} of ${s.announced} false`] : []),
    ...(s.duplicates > 0 ? [`${kind}: ${s.duplicates} told again`] : []),
  ]);
}
