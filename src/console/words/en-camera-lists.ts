/** English of lists of many cameras: filters, bulk changes, tables. */
import type { BulkReport } from '../../contract/camera-bulk.ts';
import type { CsvFault } from '../../contract/camera-csv.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');
const cameras = (n: number) => count(n, { one: 'camera', other: 'cameras' });

const faults: { readonly [F in CsvFault]: (value: string) => string } = {
  'no-name': () => 'has no name. Give it one.',
  'name-too-long': () => 'has a name of more than 80 characters. Shorten it.',
  'bad-id': (value) => `“${value}” is no id: use a-z, 0-9 and -, or leave it empty.`,
  'id-twice': (value) => `id ${value} is taken or stands twice. Use another.`,
  'purpose-too-long': () => 'has a purpose of more than 500 characters. Shorten it.',
  'bad-group': () => 'has a group of more than 120 characters. Shorten it.',
  'bad-tags': () => 'has more than 20 tags, or one of more than 40 characters.',
  'bad-place': (value) =>
    `“${value}” is no place: latitude is -90 to 90, longitude -180 to 180; both or none.`,
  'bad-level': (value) => `“${value}” is no level: a whole number from -20 to 200, or nothing.`,
  'no-address': () => 'is new and has no address. Give its analysis_url.',
  'bad-address': (value) => `“${value}” is no address: use rtsp://, rtsps:// or a file.`,
  'needs-password': (value) =>
    `${value}: the kept password is not sent to a new place. Write user and password out.`,
  'bad-rate': (value) => `“${value}” is no rate: 0.5 to 30 pictures a second.`,
  'bad-switch': (value) => `“${value}” is neither yes nor no.`,
  'bad-version': (value) => `“${value}” is no version. Leave the column as it was exported, or remove it.`,
  gone: () => 'was removed since the export. Remove the line, or its version to add it anew.',
  'changed-since': () => 'was changed by somebody since the export. Export anew, then change it again.',
};

const refused: { readonly [R in BulkReport['refused'][number]['reason']]: string } = {
  unknown: 'removed meanwhile',
  version: 'changed by somebody else meanwhile',
  'too-many-tags': 'would have more than 20 tags',
  unreadable: 'its address cannot be read with this key',
};

export const cameraListWords = {
  cameraLists: {
    filter: 'Filter cameras',
    group: 'Group',
    anyGroup: 'All groups',
    tag: 'Tag',
    anyTag: 'All tags',
    state: 'State',
    anyState: 'Every state',
    trouble: 'Not measuring',
    clear: 'Clear',
    clearFilter: 'Clear the filter',
    noMatch: 'No camera fits the filter.',
    choose: (name: string) => `Choose ${name}`,
    chooseAll: (n: number) => `Choose all ${cameras(n)} shown`,
    chosen: (n: number) => `${cameras(n)} chosen`,
    hidden: (n: number) => `${n} of them not shown`,
    letGo: 'Let go',
    bulkTitle: (n: number) => `Change ${cameras(n)}`,
    change: 'Change',
    changeWhat: 'What',
    kinds: {
      group: 'Put into a group',
      level: 'Set the level',
      addTags: 'Add tags',
      removeTags: 'Remove tags',
      purpose: 'Set the purpose',
      on: 'Switch on',
      off: 'Switch off',
    },
    groupHint: 'Parts from large to small with / between them. Empty: in no group.',
    tagsHint: 'With commas between them.',
    purposeHint: 'Shown to the public: why these cameras exist.',
    offHint: 'Nothing is measured there until they are switched on again.',
    apply: (n: number) => `Change ${cameras(n)}`,
    progress: (done: number, of: number) => `${done} of ${of}`,
    stop: 'Stop',
    done: (n: number) => `${cameras(n)} changed.`,
    unchanged: (n: number) => `${cameras(n)} were so already.`,
    refusedTitle: (n: number) => `${cameras(n)} not changed:`,
    refused,
    more: (n: number) => `and ${n} more`,
    table: 'Table',
    export: (n: number) => `Export ${cameras(n)}`,
    exportHint: 'Passwords are not in it.',
    import: 'Import from CSV',
    importTitle: 'Import cameras from CSV',
    importHint:
      'A line with a known id changes that camera, one without an id adds one. Columns that are not there leave things as they are. Nothing changes before you have seen what would.',
    chooseFile: 'Choose a file',
    reading: 'Looking at the lines',
    ignored: (names: string) => `Columns that mean nothing here: ${names}`,
    lines: { create: 'added', change: 'changed', same: 'as they are', bad: 'left out' },
    line: (n: number) => `Line ${n}`,
    adds: 'is added',
    changes: (columns: string) => `changes: ${columns}`,
    faults,
    run: (n: number) => `Import ${count(n, { one: 'line', other: 'lines' })}`,
    nothingToDo: 'Nothing in this table would change anything.',
    imported: (created: number, changed: number) => `${cameras(created)} added, ${changed} changed.`,
    notATable: 'This is no table with a header line. Export one to see how it looks.',
  },
};

export const cameraListActions = {
  'camera.bulk-changed': 'changed many cameras',
  'camera.imported': 'imported cameras',
};
