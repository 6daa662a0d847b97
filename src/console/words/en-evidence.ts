/** The vault, and the opening of sealed originals. */
import type { OpeningMode, OpeningState } from '../../core/evidence/opening.ts';
import type { CustodianStep, VaultState } from '../../core/evidence/vault.ts';
import type { ShareFault } from '../../core/vault/share-text.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');
const custodians = (n: number) => count(n, { one: 'custodian', other: 'custodians' });

const states: { readonly [S in OpeningState]: string } = {
  requested: 'Waits for custodians',
  released: 'Open',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
  closed: 'Closed',
  lost: 'Lost in a restart',
};
const modes: { readonly [M in OpeningMode]: string } = {
  masked: 'Masked, but for the areas below',
  clear: 'Clear: everybody can be recognised',
};
const vaultStates: { readonly [S in VaultState]: string } = {
  ceremony: 'Ceremony under way',
  active: 'In use',
  retired: 'Earlier key',
  redealt: 'Dealt again',
  abandoned: 'Abandoned',
};
const steps: { readonly [S in CustodianStep]: string } = {
  named: 'is expected',
  joined: 'is there',
  collected: 'has the share',
  confirmed: 'has confirmed it',
};
const faults: { readonly [K in ShareFault['kind']]: (row: number, letter: number) => string } = {
  empty: (_row, _letter) => 'Type the four rows of letters from your sheet.',
  'unknown-letter': (row, letter) =>
    `Row ${row}, letter ${letter}: this sign does not occur in a share. Compare it with your sheet.`,
  length: (_row, _letter) =>
    'A share has 80 letters: four rows of four groups of five. Compare it with your sheet.',
  'wrong-letter': (row, letter) =>
    `Row ${row} has a mistake, most likely letter ${letter} (group ${Math.ceil(letter / 5)}). Compare it with your sheet.`,
  'wrong-row': (row, _letter) => `Row ${row} has more than one mistake. Type it again.`,
  'mixed-rows': (_row, _letter) =>
    'The rows do not belong together. Type those of one sheet, in their order.',
  version: (_row, _letter) => 'This share was made by a newer Lamplighter. Update this one.',
};

export const evidenceWords = {
  evidence: {
    title: 'Evidence',
    openings: 'Openings',
    vault: 'Vault',
    ask: 'Ask for an opening',
    askEmergency: 'Emergency opening',
    none: 'Nothing has been opened, and nothing is asked for.',
    noneHint:
      'Originals stay sealed until custodians open exactly the minutes that somebody has a reason to see.',
    columns: { case: 'Case', camera: 'Camera', minutes: 'Minutes', state: 'State', asked: 'Asked by' },
    emergency: 'Emergency',
    states,
    modes,
    reviewDue: (left: string) => `Review due in ${left}`,
    reviewOverdue: (late: string) => `Review overdue by ${late}`,
    overdueBanner: (n: number) =>
      `${count(n, { one: 'emergency opening has', other: 'emergency openings have' })} not been reviewed in time. A third person reads what happened and writes the review.`,

    caseNumber: 'Case number',
    caseOptional: 'Case number, if there is one yet',
    reason: 'Reason',
    reasonHint:
      'What happened, and what you expect to see. Custodians decide by this, and it stays beside the footage.',
    legalBasis: 'Legal basis',
    legalBasisHint: 'For example the order of a court, or the article of the law.',
    camera: 'Camera',
    from: 'From',
    minutes: 'Minutes',
    mode: 'What is shown',
    areas: 'Areas shown clear',
    areasHint: 'Drag over the picture where people have to be seen. Everywhere else they stay masked.',
    areasNone: 'No area: everybody stays masked.',
    removeArea: (n: number) => `Remove area ${n}`,
    noPicture: 'The camera shows no picture now. Areas can be drawn on the empty frame.',
    send: 'Send the request',
    sendEmergency: 'Begin the emergency opening',
    fixed: 'A request does not change once it is sent: custodians approve exactly this.',
    emergencyLead: (k: number) =>
      `You and ${custodians(k - 1)} more hand in your shares here and now. A third person reviews it within 72 hours, and everybody sees until when.`,
    longest: (minutes: number) => `At most ${minutes} minutes.`,

    asked: 'What is asked',
    askedBy: (name: string, at: string) => `Asked by ${name}, ${at}`,
    noCase: 'none yet',
    span: (from: string, to: string, length: string) => `${from} to ${to} (${length})`,
    areaCount: (n: number) => count(n, { one: 'area shown clear', other: 'areas shown clear' }),
    sealedNone: 'No original is left of these minutes: its time is over.',
    sealedSome: (n: number) => count(n, { one: 'sealed piece', other: 'sealed pieces' }),
    digest: 'Fingerprint of the request',
    approvals: 'Approvals',
    approvalsOf: (n: number, k: number) => `${n} of ${k}`,
    waitsFor: (n: number) => `Waits for ${custodians(n)}`,
    approvedAt: (name: string, at: string) => `${name}, ${at}`,
    expiresIn: (left: string) => `Expires in ${left}`,
    sharesIn: (left: string) =>
      `The other shares have to follow within ${left}. If the server stops before, all are handed in again.`,
    openFor: (left: string) => `Open for ${left}`,
    endedBy: (name: string, reason: string) => `${name}: ${reason}`,
    lostHint: 'The server that held it was stopped, and nobody can read what it left. Ask for it again.',

    approve: 'Approve with your share',
    approveHint:
      'Your share approves this request and no other. It is sealed in this browser to a process that ends with this opening; the server cannot read it.',
    share: 'Your share',
    shareHint: 'Four rows of letters from your sheet.',
    shareGood: (vault: string) => `The share is whole. It belongs to vault ${vault}.`,
    shareOther: (vault: string) => `This share belongs to vault ${vault}. Take the sheet of this one.`,
    faults,
    changed:
      'The server shows another request than it asks you to approve. Do not approve it; tell whoever runs this site.',
    approveButton: 'Approve',
    refuse: 'Refuse',
    refuseReason: 'Why it is refused',
    withdraw: 'Withdraw',
    close: 'Close now',
    endReason: 'Why',

    footage: 'Footage',
    rendering: (size: string) => `Being made: ${size} so far. What is there can be watched.`,
    failed: 'It could not be made to its end:',
    cannotPlay: 'This browser cannot show this film while it is being made. It is shown when it is complete.',
    onlyRequester: (name: string) => `Only ${name} can look at it.`,
    review: 'Review',
    reviewHint: 'Read why it was opened and what was seen, then say whether it had to be.',
    justified: 'It was justified',
    notJustified: 'It was not justified',
    note: 'Finding',
    reviewed: (name: string, at: string) => `Reviewed by ${name}, ${at}`,
    tookPart: 'You took part, so somebody else reviews it.',
    saveReview: 'Save the review',

    vaultNone: 'There is no vault, so no original is kept.',
    vaultNoneHint:
      'A ceremony makes a key and deals it to custodians. From then on the originals of cameras whose policy allows it are sealed to it.',
    vaultOff:
      'This server has no storage for footage, so there can be no vault. Set one under recording in lamplighter.yaml.',
    vaultStates,
    vaultName: (name: string) => `Vault ${name}`,
    rule: (k: number, n: number) => `${k} of ${n} custodians open it together.`,
    final: (n: number) =>
      `If ${count(n, { one: 'share is', other: 'shares are' })} lost, what is sealed can never be opened again, by nobody. There is no other way in.`,
    since: (at: string) => `In use since ${at}`,
    lastDrill: (ago: string) => `Last drill ${ago} ago`,
    noDrill: 'Never drilled. Nobody knows yet whether the sheets are right.',
    drilled: 'Drilled',
    never: 'never',
    custodians: 'Custodians',
    custodian: 'Custodian',
    past: 'Earlier',

    ceremony: 'Ceremony',
    ceremonyNew: 'Make a new key',
    ceremonyRedeal: 'Deal the key again',
    ceremonyNewHint:
      'New custodians, and a new key. What was sealed before still needs the sheets of before.',
    ceremonyRedealHint:
      'The same key in new shares, for example when a custodian leaves. Custodians of today have to hand in theirs. Old sheets still make the key: burn them. If one may be in wrong hands, make a new key instead.',
    whoHolds: 'Who holds a share',
    candidatesFew: 'At least two people with the role of a custodian are needed. Add them in the settings.',
    threshold: 'How many open it together',
    begin: 'Begin the ceremony',
    abandon: 'Abandon',
    abandonReason: 'Why it is abandoned',
    ceremonyLead: (left: string) =>
      `Every custodian opens this page on his own screen, signed in as himself. ${left} left.`,
    steps,
    join: 'I am here',
    joinHint:
      'This browser makes a key for this one occasion. Keep the page open until you have your share on paper.',
    joined: 'You are here. Wait for the others; keep this page open.',
    joinAgain: 'This page was loaded anew since you joined. Join again.',
    lostShare:
      'Your share was dealt to a page that is not open any more. Nobody can get it back: abandon the ceremony and begin another one.',
    collect: 'Show my share',
    collectHint: 'It is shown once, on this screen only. See that nobody looks over your shoulder.',
    sheetTitle: 'Share of a vault',
    sheetOf: (name: string) => `For ${name}`,
    sheetRule: (k: number, n: number, vault: string) =>
      `${k} of ${n} shares open vault ${vault}. One alone opens nothing.`,
    sheetKeep: 'Keep it where you keep your passport. Photograph it never. If it is lost, say so at once.',
    print: 'Print',
    typeBack: (row: number) => `Type row ${row} from your sheet`,
    typeBackHint: 'From the paper, not from the screen.',
    typeBackWrong: 'This is not what the sheet says. Compare it letter by letter.',
    confirm: 'I have it on paper',
    confirmed: 'You have confirmed your share. Nothing is left to do here.',
    helpRedeal: (n: number) =>
      n === 0
        ? 'Enough custodians of today have handed in.'
        : `${custodians(n)} of today still have to hand in.`,

    drill: 'Drill',
    drillHint: 'Proves that the sheets are right, and opens nothing. Do it once a quarter.',
    drillBegin: 'Begin a drill',
    drillJoin: 'Take part',
    drillMissing: (n: number) => `Waits for ${custodians(n)}`,
    drillDone: 'The shares made the key. Your drill is on record.',
    handIn: 'Hand in',
    handedIn: (names: string) => `Handed in: ${names}`,
  },
};

export const evidenceProblems = {
  'custody-unreadable': 'The share cannot be read. Load the page anew and enter it again.',
  'custody-other-session':
    'The share was handed in for something else. Load the page anew and enter it again.',
  'custody-other-person': 'Everybody hands in his own share, signed in as himself.',
  'custody-twice': 'This share is in already. Another custodian has to follow.',
  'custody-other-vault': 'The share belongs to another vault. Take the sheet of this one.',
  'custody-wrong-shares':
    'The shares do not open the vault together: one is from an earlier dealing. All are forgotten; everybody looks at his sheet and enters it again.',
  'custody-process-ended':
    'The vault process has ended, and the shares in it are forgotten. Everybody enters his again.',
  'custody-no-session': 'This session is over. Load the page anew and enter the share again.',
  'custody-not-a-custodian': 'Only custodians of this vault may do this.',
  'custody-no-vault-process': 'This server has no storage for footage, so nothing can be opened.',
  'custody-not-in-ceremony': 'This ceremony is over.',
  'custody-ceremony-under-way': 'A ceremony is under way already. Finish or abandon it first.',
  'custody-collected-already': 'Your share was given out already, and is nowhere else.',
  'custody-share-forgotten': 'The server was started anew. Abandon this ceremony and begin another one.',
  'custody-deal-failed': 'The shares could not be dealt. The ceremony was abandoned; begin it anew.',
  'custody-span': 'These minutes are too many, or end before they begin.',
  'custody-future': 'These minutes are not over yet.',
  'custody-unknown-camera': 'This camera does not exist any more.',
  'custody-no-vault-then': 'There was no vault at that time, so nothing was sealed.',
  'custody-two-keys':
    'The key was changed within these minutes. Ask for the time before and after by two requests.',
  'custody-nothing-sealed': 'No original of this camera is kept from these minutes.',
  'custody-not-requested': 'This request is over.',
  'custody-expired': 'The time of this opening is over. Ask for it again.',
  'custody-own-request': 'Nobody approves his own request.',
  'custody-approved-already': 'You have handed in your share already.',
  'custody-changed':
    'What is to be opened is not what your screen has shown. Load the page anew and read it again.',
  'custody-not-yours': 'Only who asked for it may do this.',
  'custody-took-part': 'Whoever took part does not review it.',
  'custody-footage-gone': 'The server that held the footage was stopped. Ask for it again.',
  'custody-too-many': 'Too many openings wait for shares at once. Try again later.',
};

export const evidenceActions = {
  'vault.ceremony-started': 'began a ceremony of the vault',
  'vault.ceremony-abandoned': 'abandoned a ceremony of the vault',
  'vault.share-joined': 'joined the ceremony',
  'vault.dealt': 'dealt the shares',
  'vault.share-collected': 'collected a share',
  'vault.share-confirmed': 'confirmed a share',
  'vault.activated': 'brought the vault into use',
  'vault.retired': 'retired an earlier vault',
  'vault.redealt': 'replaced the shares of before',
  'vault.redeal-share-handed-in': 'handed in a share to deal the key again',
  'vault.drill-begun': 'took part in a drill',
  'vault.drill-share-handed-in': 'handed in a share to a drill',
  'vault.drilled': 'proved shares in a drill',
  'opening.requested': 'asked for an opening',
  'opening.emergency-requested': 'began an emergency opening',
  'opening.session-begun': 'read a request to approve it',
  'opening.approved': 'approved an opening',
  'opening.approval-refused': 'was refused at approving',
  'opening.shares-forgotten': 'forgot the shares of an opening',
  'opening.released': 'released an opening',
  'opening.refused': 'refused an opening',
  'opening.withdrawn': 'withdrew a request',
  'opening.closed': 'closed an opening',
  'opening.ended': 'ended an opening',
  'opening.expired': 'let a request expire',
  'opening.view-ended': 'ended an opening in time',
  'opening.viewed': 'looked at opened footage',
  'opening.exported': 'exported opened footage',
  'opening.lost': 'lost opened footage in a restart',
  'opening.reviewed': 'reviewed an emergency opening',
  'opening.review-overdue': 'told that a review is overdue',
};
