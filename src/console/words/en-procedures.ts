/** Procedures: what to do in an incident of each kind. */
import type { FaultFields, ProcedureFault } from '../../contract/procedure-fault.ts';
import type { DifferenceCounts } from '../../core/incident/compare-steps.ts';
import type { FaultPlace } from '../procedures/fault-place.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');

export type FaultWords = {
  readonly [C in ProcedureFault['code']]: (fields: FaultFields<C>) => string;
};

/** What a field of the text must be, by the name its reader gives it. */
const types: { readonly [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
};

/** By the code of the YAML parser. */
const yaml: { readonly [code: string]: string } = {
  BAD_INDENT: 'the indentation is wrong, or a bracket is missing',
  TAB_AS_INDENT: 'a tab indents it; take spaces',
  DUPLICATE_KEY: 'the same field stands there twice',
  MISSING_CHAR: 'a character is missing, such as a quote, a comma or a colon',
};

const faults: FaultWords = {
  'not-yaml': ({ line, column, why }) =>
    `Line ${line}, character ${column}: ${yaml[why] ?? 'this is neither YAML nor JSON'}.`,
  aliases: () => 'The text has anchors or aliases, which are not taken. Write it out in full.',
  missing: () => 'is missing.',
  'wrong-type': ({ wanted }) => `must be ${types[wanted] ?? 'of another type'}.`,
  'not-one-of': ({ given, allowed }) => `“${given}” is not known. Possible: ${allowed}.`,
  'not-known': ({ names }) => `has fields that are not known: ${names}.`,
  'too-small': ({ least }) => `must be ${least} or more.`,
  'too-large': ({ most }) => `must be ${most} or less.`,
  'says-nothing': () => 'says nothing in any language.',
  unfit: () => 'is not written as it must be: an id is a-z, 0-9 and -, at most 63 characters.',
  'kind-twice': () => 'stands there twice.',
  'too-many-steps': ({ most }) => `has more than ${most} steps.`,
  'step-twice': ({ step }) => `the step “${step}” stands there twice.`,
  'step-empty': ({ step }) => `the step “${step}” says nothing.`,
  'system-step-bound': ({ step }) =>
    `the system does the step “${step}”, so it can be neither required nor due.`,
};

export const procedureWords = {
  procedures: {
    title: 'Procedures',
    lead: 'What is done in an incident of each kind. Incidents that have begun keep the version they began with.',
    find: 'Find a kind',
    nothing: 'No kind is called so.',
    shipped: 'as shipped',
    version: (n: number) => `version ${n}`,
    versionBy: (n: number, who: string, at: string) => `Version ${n}, ${who}, ${at}`,
    inForce: 'in force',
    versions: 'Version',
    older: 'An older version. What is in force is above it in the list.',
    steps: (n: number) => count(n, { one: 'step', other: 'steps' }),
    noSteps: 'No steps.',
    edit: 'Edit',
    editThis: 'Edit from this version',
    text: { en: 'Text in English', ru: 'Text in Russian' },
    required: 'Required before closing',
    due: 'Due after, min',
    within: (duration: string) => `within ${duration}`,
    whenever: 'whenever',
    who: 'Who does it',
    doers: {
      person: 'A person',
      'show-cameras': 'The system shows cameras',
      note: 'The system writes it into the log',
      notify: 'The system notifies',
    },
    cameras: 'Cameras',
    to: 'Whom, by the names of recipients',
    toHint: 'Enter after each name.',
    step: (n: number) => `Step ${n}`,
    up: (n: number) => `Step ${n}: up`,
    down: (n: number) => `Step ${n}: down`,
    remove: (n: number) => `Step ${n}: remove`,
    add: 'Add a step',
    save: (n: number) => `Save as version ${n}`,
    review: 'Review and save',
    reviewTitle: (kind: string, n: number) => `${kind}: what version ${n} changes`,
    reviewLead: (n: number) =>
      `Compared with ${n === 0 ? 'the shipped one' : `version ${n}`}, which is in force. Nothing is saved yet.`,
    goOn: 'Go on editing',
    saved: (kind: string, n: number) => `${kind}: version ${n} is in force.`,
    unchanged: 'Nothing is changed.',
    empty: (n: number) => `Step ${n} says nothing.`,
    nobody: (n: number) => `Step ${n} notifies nobody.`,
    leave: 'What you changed in this procedure is lost when you leave.',
    second: (who: string, at: string, n: number) =>
      `${who} was quicker, at ${at}: version ${n} is in force. Your text is still here: compare, then save again.`,
    saveOver: 'Save over it all the same',
    compareWith: (n: number) => (n === 0 ? 'Compare with the shipped one' : `Compare with version ${n}`),
    compared: (n: number, before: number) =>
      `Version ${n} compared with ${before === 0 ? 'the shipped one' : `version ${before}`}`,
    differences: {
      added: 'Added',
      removed: 'Removed',
      changed: 'Changed',
      moved: 'Moved',
      movedAndChanged: 'Moved and changed',
    },
    counts: ({ added, removed, moved, changed }: DifferenceCounts, same: number) =>
      `${[
        added > 0 ? `${added} added` : '',
        removed > 0 ? `${removed} removed` : '',
        changed > 0 ? `${changed} changed` : '',
        moved > 0 ? `${moved} moved` : '',
      ]
        .filter((part) => part !== '')
        .join(', ')}; ${count(same, { one: 'step', other: 'steps' })} as before.`,
    wasStep: (n: number) => `was step ${n}`,
    /** Its number is the same by chance: what stands before it is not. */
    otherOrder: 'after other steps than before',
    before: 'Before',
    after: 'After',
    notWritten: 'not written',
    blank: 'blank',
    none: 'none',
    exportAll: 'Export',
    asFile: (format: string) => `All, as ${format}`,
    oneAsFile: (format: string) => `This one, as ${format}`,
    import: 'Import',
    importTitle: 'Import procedures',
    importLead:
      'A YAML or JSON text as it was exported. First see what it would change; then all of it is taken, or nothing.',
    chooseFile: 'Choose a file',
    fileText: 'Or paste the text',
    importLook: 'See what would change',
    importLookLead: 'Compared with what is in force. Nothing is imported yet.',
    importOther: 'Another text',
    importSame: (n: number) =>
      `${count(n, { one: 'procedure says', other: 'procedures say' })} what is in force already.`,
    nextVersion: (n: number) => `becomes version ${n}`,
    strayed: ({ from, now, by }: { readonly from: number; readonly now: number; readonly by: string }) =>
      `The text is from ${from === 0 ? 'the shipped one' : `version ${from}`}. In force here is ${now === 0 ? 'the shipped one' : `version ${now} (${by})`}.`,
    replaces: 'Replace also versions that the text is not from',
    changedMeanwhile: 'Somebody was quicker. This is what the text would change now.',
    unfit: 'This cannot be worked:',
    faults,
    place: ({ procedure, step, field }: FaultPlace) =>
      [
        procedure === null ? '' : `Procedure ${procedure}`,
        step === null ? '' : `step ${step}`,
        field === '' ? '' : `“${field}”`,
      ]
        .filter((part) => part !== '')
        .join(', ') || 'The text',
    importDo: 'Import',
    imported: (changed: number, same: number) =>
      `${count(changed, { one: 'procedure has', other: 'procedures have' })} a new version, ${same} said the same already.`,
  },
};
