/** What the API says when custody refuses: what happened, and what to do. */
import type { EvidencePolicy } from '../../core/evidence/evidence-policy.ts';
import type { OpeningDeskRefusal } from './opening-desk.ts';
import type { DeskRefusal } from './vault-desk.ts';

type Words = readonly [status: number, detail: string];

const shared = {
  unreadable: [
    422,
    'The share that came cannot be read: it was sealed to another session, or a letter is wrong. Load the page anew and enter the share from your sheet again',
  ],
  'other-session': [
    422,
    'The share was handed in for something else. It cannot be used twice: load the page anew and enter it for this',
  ],
  'other-person': [
    403,
    'The share was handed in by somebody else. Everybody enters his own, signed in as himself',
  ],
  twice: [409, 'This share is in already. Another custodian has to follow'],
  'other-vault': [
    422,
    'The share belongs to another vault. Look on the sheet for the name of the vault, and take the right one',
  ],
  'wrong-shares': [
    422,
    'The shares do not open the vault together: one of them is from an earlier dealing. All have been forgotten: everybody looks at the date on his sheet and enters it again',
  ],
  'process-ended': [
    503,
    'The vault process has ended, and the shares that were in it are forgotten. Load the page anew: everybody enters his share again',
  ],
  'no-session': [409, 'There is no session for this share (any more). Load the page anew and enter it again'],
  'not-a-custodian': [
    403,
    'Only custodians of this vault may do this. Ask one of those who are named on the page',
  ],
  'no-vault-process': [
    503,
    'This server has no storage for footage, so nothing is sealed and nothing can be opened. Set one under "storage" in lamplighter.yaml',
  ],
  reason: [422, 'A reason is needed. Write one'],
  unknown: [404, 'This does not exist (any more). Load the list anew'],
} as const satisfies { readonly [kind: string]: Words };

const vaultWords: { readonly [R in DeskRefusal]: Words } = {
  ...shared,
  threshold: [
    422,
    'At least two custodians open the vault together, and at most all of them. Choose a number between',
  ],
  custodians: [422, 'A vault has 2 to 20 custodians. Name as many'],
  'named-twice': [422, 'One custodian is named twice. Every share goes to another person'],
  'not-a-candidate': [
    422,
    'Somebody who is named is no custodian, or may not sign in. Give the role of a custodian in the settings first',
  ],
  'not-in-ceremony': [
    409,
    'This ceremony is over. Load the page anew; begin another one if its shares are not all confirmed',
  ],
  'ceremony-under-way': [409, 'A ceremony is under way already. Finish it, or abandon it first'],
  'not-active': [409, 'This vault is not in use any more. Load the page anew'],
  'no-active-vault': [409, 'There is no vault yet. An administrator begins a ceremony'],
  'not-everybody-joined': [409, 'Not every custodian is there yet. Wait for the others'],
  'dealt-already': [
    409,
    'The shares are dealt already: nobody can join any more. Without this share the ceremony has to be abandoned and begun anew',
  ],
  'not-dealt': [409, 'The shares are not dealt yet: not every custodian is there. Wait for the others'],
  'not-joined': [409, 'You have not joined this ceremony. Join it first'],
  'not-collected': [409, 'You have not collected your share. Collect it first'],
  'collected-already': [
    409,
    'Your share was given out already, and is nowhere else. If you do not have it on paper, the ceremony has to be abandoned and begun anew',
  ],
  'confirmed-already': [409, 'You have confirmed your share already. Nothing is left to do'],
  'too-few': [409, 'Too few custodians took part. Begin the drill anew'],
  'deal-failed': [
    500,
    'The shares could not be dealt, and the ceremony was abandoned. The log of the server says why; begin it anew',
  ],
  'share-forgotten': [
    409,
    'The server was started anew, and shares that were not collected are gone. Abandon this ceremony and begin another one',
  ],
};

const openingWords = (policy: EvidencePolicy): { readonly [R in OpeningDeskRefusal]: Words } => ({
  ...shared,
  span: [
    422,
    `An opening shows at most ${Math.round(policy.maxSpanMs / 60_000)} minutes, and begins before it ends. Ask for less`,
  ],
  future: [422, 'These minutes are not over yet. Ask for what has been recorded'],
  'legal-basis': [422, 'A legal basis is needed. Name it'],
  'case-number': [422, 'A case number is needed. Without one only an emergency is opened'],
  lifted: [
    422,
    'A lifted area lies outside of the picture or of the minutes asked for, or everything is clear anyway. Correct it',
  ],
  'unknown-camera': [422, 'This camera does not exist (any more). Choose another'],
  'no-vault-then': [422, 'There was no vault at that time, so nothing was sealed. Ask for another time'],
  'two-keys': [
    422,
    'The key of the vault was changed within these minutes. Ask for the time before and the time after by two requests',
  ],
  'nothing-sealed': [
    422,
    'No original of this camera is kept from these minutes: it was not sealed, or its time is over. Look at the timeline of the camera',
  ],
  'not-requested': [
    409,
    'This request is over: it was released, refused, withdrawn or has expired. Load it anew',
  ],
  'not-released': [409, 'This opening shows nothing: it is not released, or no more. Load it anew'],
  over: [409, 'This opening is over already. Nothing is left to do'],
  expired: [409, 'The time of this opening is over. Ask for it again'],
  'own-request': [403, 'Nobody approves his own request. Another custodian has to'],
  'approved-already': [409, 'You have handed in your share already. Another custodian has to follow'],
  changed: [
    409,
    'What is to be opened is not what your screen has shown. Load it anew and read it again; if this stays, somebody has changed the database: look at the audit log',
  ],
  'not-yours': [403, 'Only who asked for this opening may do this. Ask for an opening of your own'],
  'not-due': [409, 'It is not time for this yet'],
  'nothing-to-review': [409, 'Only a released emergency is reviewed'],
  'reviewed-already': [409, 'It has been reviewed already. Nothing is left to do'],
  'took-part': [403, 'Whoever asked for it or opened it does not review it. A third person has to'],
  'too-many': [503, 'Too many openings wait for shares at once. Try again when one of them is done'],
  'footage-gone': [
    409,
    'The server that held the opened footage was stopped, and nobody can read what it left. Ask for it again',
  ],
});

export function vaultRefusalWords(reason: DeskRefusal): Words {
  return vaultWords[reason];
}

export function openingRefusalWords(reason: OpeningDeskRefusal, policy: EvidencePolicy): Words {
  return openingWords(policy)[reason];
}
