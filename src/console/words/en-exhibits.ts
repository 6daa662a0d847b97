/** Exhibits: bundles of evidence for courts. */
import type { Exhibit } from '../../contract/exhibits.ts';

const states: { readonly [S in Exhibit['state']]: string } = {
  waiting: 'Waits to be made',
  making: 'Being made',
  ready: 'Ready',
  failed: 'Not made',
  deleted: 'Deleted',
};

export const exhibitProblems = {
  'no-recording': 'Nothing is recorded on this site, so there is nothing to export.',
  'opened-footage': 'This exhibit shows what custodians opened: only investigators may have it.',
  'not-opened-yet': 'This footage is still being opened. Wait until all of it is there, then export it.',
  'not-ready': 'This exhibit is not there: it is being made, failed, or was deleted.',
  held: 'This exhibit is held. It can be deleted once its hold has ended.',
  'hold-is-longer': 'This exhibit is held for longer already. A hold is never shortened.',
  'too-many-exhibits': 'Many exhibits wait to be made. Ask again when some are done.',
};

export const exhibitActions = {
  'exhibit.requested': 'asked for an exhibit',
  'exhibit.made': 'made an exhibit',
  'exhibit.failed': 'could not make an exhibit',
  'exhibit.downloaded': 'downloaded an exhibit',
  'exhibit.held': 'held an exhibit',
  'exhibit.deleted': 'deleted an exhibit',
};

export const exhibitWords = {
  exhibits: {
    title: 'Exhibits',
    lead: 'A bundle holds the footage, what is known of it, who asked and why, and the proof that nothing in it was changed.',
    none: 'No exhibits yet',
    noneHint: 'Export a stretch of footage, and a bundle is made that a court can check without this system.',
    create: 'New exhibit',
    states,
    columns: { state: 'State', title: 'Exhibit', footage: 'Footage', asked: 'Asked by', kept: 'Kept until' },
    opened: 'opened original',
    masked: 'masked',
    progress: (percent: string) => `${percent} done`,
    download: 'Download',
    hold: 'Hold',
    remove: 'Delete',
    heldUntil: (date: string, by: string) => `Held until ${date} by ${by}`,
    verifyTitle: 'How it is verified',
    verifySteps: [
      'Hand out the bundle together with the page that verifies it. The page needs no network and no installation.',
      'Give the key of this site by another way than the bundle: by letter, or read it out.',
      'Whoever has Lamplighter can run: lamplighter verify BUNDLE --key KEY',
    ],
    verifyPage: 'Download the page that verifies',
    key: 'Key of this site',
    timeStamp: 'Time-stamp authority',
    noTimeStamp: 'None is configured: bundles are signed by this site only (exhibits.timeStampUrl).',
    name: 'Title',
    nameHint: 'What it is about, in a few words.',
    reason: 'Reason',
    reasonHint: 'Why it is made and for whom. Stands in the bundle and in the log.',
    incident: 'Incident or case',
    camera: 'Camera',
    from: 'From',
    to: 'To',
    language: 'Language of the report',
    languages: { en: 'English', ru: 'Русский' },
    sealed: 'Add the sealed originals, encrypted',
    sealedHint: 'They can be opened only with the vault of this site.',
    ofOpening: 'This exhibit shows what was opened for you.',
    send: 'Make the exhibit',
    wrongSpan: 'It must end after it begins.',
    untilDay: 'Until',
    holdTitle: 'Hold the exhibit',
    deleteTitle: 'Delete the exhibit',
    deleteHint: 'The bundle is deleted for good. Its entry stays, with its hash.',
  },
};
