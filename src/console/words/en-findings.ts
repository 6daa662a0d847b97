/** What is wrong and what to do, by the keys of the health route. */
import { exits } from './en-causes.ts';
import { counted } from './plural.ts';
import { sayExit } from './say-exit.ts';

/** What a finding names, as the health route sends it. */
export type FindingValues = { readonly [name: string]: string | number };
type Finding = (values: FindingValues) => { readonly what: string; readonly act: string };

const count = counted('en-GB');
const cameras = (n: string | number | undefined) => count(Number(n), { one: 'camera', other: 'cameras' });
const name = (values: FindingValues): string => `${values.camera ?? values.process ?? ''}`;
/** What a message from below adds, as its own sentence. */
const exited = (values: FindingValues): string =>
  values.lastExit ? ` (${sayExit(String(values.lastExit), exits)})` : '';
const told = (values: FindingValues): string => (values.message ? ` ${values.message}` : '');

export const findings = {
  'database-down': (values) => ({
    what: `The database has not answered for ${values.seconds} s; ${values.waiting} situations wait in memory.`,
    act: 'It is restarted by itself. If it stays down, look at disk space and at the log of the server.',
  }),
  'ingest-refused': (values) => ({
    what: `No camera can be watched.${told(values)}`,
    act: 'Correct the model or the configuration named here, then start again.',
  }),
  'situations-dropped': (values) => ({
    what: `${values.count} situations were lost because they could not be stored in time.`,
    act: 'Look at the database below; its latency says whether disk or load is the cause.',
  }),
  'review-overdue': (values) => ({
    what: `Emergency openings that nobody reviewed in time: ${values.count}.`,
    act: 'A person who took no part opens Evidence, reads what happened and writes the review.',
  }),
  'measures-dropped': (values) => ({
    what: `${values.count} measures were lost because they could not be stored in time.`,
    act: 'Look at the database below; its latency says whether disk or load is the cause.',
  }),
  'storage-trouble': (values) => ({
    what: `Footage is not recorded to ${values.volume}: ${values.message}`,
    act: 'Live pictures and alarms go on. Mend that volume, or name another in the configuration.',
  }),
  'footage-given-up': (values) => ({
    what: `The storage was full: ${values.count} pieces of footage (${values.megabytes} MB) were deleted before their time in the last 24 hours, the oldest first. What is held stayed.`,
    act: 'Add room, shorten the terms, or record fewer cameras.',
  }),
  'storage-filling': (values) => ({
    what: `The storage will be full in about ${values.hours} hours.`,
    act: 'Add room or shorten the terms before then: the oldest footage is deleted first.',
  }),
  'footage-gaps': (values) => ({
    what: `Recording stopped ${values.count} times in the last 24 hours.`,
    act: 'The gaps stand in the timeline, each with its cause.',
  }),
  'process-restarting': (values) => ({
    what: `${name(values)} ended${exited(values)} and is being restarted; ${cameras(values.cameras)} not measuring.`,
    act: 'It comes back within seconds. If it keeps ending, take its newest camera out and look at that stream.',
  }),
  'process-restarted': (values) => ({
    what: `${name(values)} was restarted within the last minute${exited(values)}.`,
    act: 'Nothing to do now. If it happens often, look at the streams of its cameras.',
  }),
  'camera-lost': (values) => ({
    what: `${name(values)} sends no picture.${told(values)}`,
    act: 'Cover the place from another camera; have power, network and password checked.',
  }),
  'camera-failed': (values) => ({
    what: `${name(values)} cannot be opened.${told(values)}`,
    act: 'Open the camera and correct its address or password.',
  }),
  'camera-connecting': (values) => ({
    what: `${name(values)} is being connected.`,
    act: 'Wait a few seconds.',
  }),
  'camera-disabled': (values) => ({
    what: `${name(values)} is switched off: nothing there is measured.`,
    act: 'Switch it on again when the place should be watched.',
  }),
  'camera-silent': (values) => ({
    what: `${name(values)} has not reported for ${values.seconds} s.`,
    act: 'Look at its process below; if it does not restart by itself, restart the server.',
  }),
  'drops-high': (values) => ({
    what: `${name(values)} loses ${values.percent} % of its frames.`,
    act: 'Analyse fewer frames a second, or move cameras to another machine.',
  }),
  'fully-masked': (values) => ({
    what: `${name(values)} shows its whole picture masked: the detector is late or unsure.`,
    act: 'Nobody can be recognised; to see again, lower the load or check the model.',
  }),
  'cameras-lost': (values) => ({
    what: `${cameras(values.count)} send no picture.`,
    act: 'So many at once share a cause: look at the network and the power of their district first.',
  }),
  'cameras-failed': (values) => ({
    what: `${cameras(values.count)} cannot be opened.`,
    act: 'Open one and correct its address or password; what is wrong with all can be corrected by a table.',
  }),
  'cameras-connecting': (values) => ({
    what: `${cameras(values.count)} are being connected.`,
    act: 'Wait: a city takes a few minutes after a start.',
  }),
  'cameras-disabled': (values) => ({
    what: `${cameras(values.count)} are switched off: nothing there is measured.`,
    act: 'Switch them on again, all at once if need be, when the places should be watched.',
  }),
  'cameras-silent': (values) => ({
    what: `No report of ${cameras(values.count)} for 15 s or more.`,
    act: 'Look at their processes below; if they do not restart by themselves, restart the server.',
  }),
  'cameras-drop-frames': (values) => ({
    what: `${cameras(values.count)}: more than 1 % of the frames are lost.`,
    act: 'Analyse fewer frames a second, or move cameras to another machine.',
  }),
  'cameras-fully-masked': (values) => ({
    what: `${cameras(values.count)}: the whole picture is masked, the detector is late or unsure.`,
    act: 'Nobody can be recognised; to see again, lower the load or check the model.',
  }),
} satisfies { readonly [key: string]: Finding };
