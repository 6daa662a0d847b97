/** Cameras as a table: what is exported, and what an import would change. Pure: preview and import plan the same way. */
import { z } from 'zod';
import { tidyGroup, tidyTags } from '../core/camera-labels.ts';
import { levelOf } from '../core/plan/level.ts';
import { readCsv, writeCsv } from './csv.ts';
import { CameraGroup, CameraTags, type CameraView, Id, SourceAddress } from './shapes.ts';

export const csvColumns = [
  'id',
  'name',
  'purpose',
  'group',
  'tags',
  'latitude',
  'longitude',
  'level',
  'analysis_url',
  'main_url',
  'analysis_fps',
  'enabled',
  'version',
] as const;
export type CsvColumn = (typeof csvColumns)[number];

const tagSeparator = '|';

/** Addresses as the API shows them: a password never leaves by this door. */
export function csvOf(cameras: readonly CameraView[]): string {
  return writeCsv([
    csvColumns,
    ...cameras.map((camera) => csvColumns.map((column) => cellOf(camera, column))),
  ]);
}

function cellOf({ position, source, ...camera }: CameraView, column: CsvColumn): string {
  switch (column) {
    case 'id':
    case 'name':
    case 'purpose':
    case 'group':
      return camera[column];
    case 'tags':
      return camera.tags.join(tagSeparator);
    case 'latitude':
    case 'longitude':
      return position === null ? '' : String(position[column]);
    case 'level':
      return camera.level === null ? '' : String(camera.level);
    case 'analysis_url':
      return source.analysisUrl;
    case 'main_url':
      return source.mainUrl ?? '';
    case 'analysis_fps':
      return String(source.analysisFps);
    case 'enabled':
      return source.isEnabled ? 'yes' : 'no';
    case 'version':
      return String(camera.version);
  }
}

/** Why a line is not imported. A console says them in its own language. */
export const csvFaults = [
  'no-name',
  'name-too-long',
  'bad-id',
  'id-twice',
  'purpose-too-long',
  'bad-group',
  'bad-tags',
  'bad-place',
  'bad-level',
  'no-address',
  'bad-address',
  'needs-password',
  'bad-rate',
  'bad-switch',
  'bad-version',
  'gone',
  'changed-since',
] as const;
export type CsvFault = (typeof csvFaults)[number];

export const ImportLine = z.object({
  /** As a spreadsheet counts: the header is 1. */
  line: z.number().int(),
  id: z.string().nullable(),
  name: z.string(),
  what: z.enum(['create', 'change', 'same', 'bad']),
  /** Columns whose value would be another. */
  changes: z.array(z.enum(csvColumns)),
  faults: z.array(z.object({ column: z.enum(csvColumns), fault: z.enum(csvFaults), value: z.string() })),
});
export type ImportLine = z.infer<typeof ImportLine>;

export const ImportReport = z.object({
  lines: z.array(ImportLine),
  /** Columns that mean nothing here; nothing of them is read. */
  ignored: z.array(z.string()),
});
export type ImportReport = z.infer<typeof ImportReport>;

export type CameraFields = Pick<
  CameraView,
  'name' | 'purpose' | 'group' | 'tags' | 'position' | 'level' | 'source'
>;
export type PlannedLine = ImportLine & { readonly fields: CameraFields };

/**
 * What each line of the table would do. A column that is not there leaves things as they are, and so does an empty cell
 * where nothing cannot be meant: name, address, rate, switch, version.
 * @param firstLine of the first line below the header, for a table that is sent in pieces.
 */
export function planImport(
  text: string,
  known: ReadonlyMap<string, CameraView>,
  firstLine = 2,
): { readonly lines: PlannedLine[]; readonly ignored: string[] } {
  const [header = [], ...rows] = readCsv(text);
  const names = header.map((name) => name.trim().toLowerCase());
  const ids = new Set<string>();
  return {
    ignored: names.filter((name) => name !== '' && !(csvColumns as readonly string[]).includes(name)),
    lines: rows.map((row, i) => {
      const cell = (column: CsvColumn) => {
        const at = names.indexOf(column);
        return at === -1 ? undefined : (row[at] ?? '').trim();
      };
      return planLine(cell, { line: firstLine + i, known, ids });
    }),
  };
}

type Cells = (column: CsvColumn) => string | undefined;

function planLine(
  cell: Cells,
  { line, known, ids }: { line: number; known: ReadonlyMap<string, CameraView>; ids: Set<string> },
): PlannedLine {
  const faults: ImportLine['faults'] = [];
  const fault = (column: CsvColumn, key: CsvFault) =>
    void faults.push({ column, fault: key, value: starless(cell(column) ?? '') });
  const id = cell('id') || null;
  const current = id === null ? undefined : known.get(id);
  if (id !== null) {
    if (!Id.safeParse(id).success) fault('id', 'bad-id');
    if (ids.has(id)) fault('id', 'id-twice');
    ids.add(id);
  }
  const version = cell('version') || null;
  if (version !== null) {
    if (!/^\d{1,9}$/.test(version)) fault('version', 'bad-version');
    else if (current === undefined) fault('version', 'gone');
    else if (Number(version) !== current.version) fault('version', 'changed-since');
  }
  const fields = fieldsOf(cell, current, fault);
  const changes = csvColumns.filter((column) => {
    if (column === 'id' || column === 'version') return false;
    const before = current === undefined ? '' : cellOf(current, column);
    return cellOf({ ...emptyCamera, ...fields }, column) !== before;
  });
  const what =
    faults.length > 0 ? 'bad' : current === undefined ? 'create' : changes.length > 0 ? 'change' : 'same';
  return { line, id, name: fields.name, what, changes: what === 'bad' ? [] : changes, faults, fields };
}

function fieldsOf(
  cell: Cells,
  current: CameraView | undefined,
  fault: (column: CsvColumn, key: CsvFault) => void,
): CameraFields {
  const name = cell('name') || (current?.name ?? '');
  if (name === '') fault('name', 'no-name');
  if (name.length > 80) fault('name', 'name-too-long');
  const purpose = cell('purpose') ?? current?.purpose ?? '';
  if (purpose.length > 500) fault('purpose', 'purpose-too-long');
  const group = tidyGroup(cell('group') ?? current?.group ?? '');
  if (!CameraGroup.safeParse(group).success) fault('group', 'bad-group');
  const tags = tidyTags(cell('tags')?.split(tagSeparator) ?? current?.tags ?? []);
  if (!CameraTags.safeParse(tags).success) fault('tags', 'bad-tags');
  const typed = cell('level');
  const level = typed === undefined ? (current?.level ?? null) : levelOf(typed);
  if (level === undefined) fault('level', 'bad-level');
  return {
    name,
    purpose,
    group,
    tags,
    position: placeOf(cell, current, fault),
    level: level ?? null,
    source: sourceOf(cell, current, fault),
  };
}

function placeOf(
  cell: Cells,
  current: CameraView | undefined,
  fault: (column: CsvColumn, key: CsvFault) => void,
): CameraView['position'] {
  const [latitude, longitude] = [cell('latitude'), cell('longitude')];
  if (latitude === undefined && longitude === undefined) return current?.position ?? null;
  if (!latitude && !longitude) return null;
  const place = { latitude: degrees(latitude), longitude: degrees(longitude) };
  if (!(Math.abs(place.latitude) <= 90)) fault('latitude', 'bad-place');
  if (!(Math.abs(place.longitude) <= 180)) fault('longitude', 'bad-place');
  return place;
}

/** A comma is a decimal point where half of the world writes one. */
function degrees(text: string | undefined): number {
  return text ? Number(text.replace(',', '.')) : Number.NaN;
}

const switches: { readonly [text: string]: boolean } = {
  yes: true,
  no: false,
  true: true,
  false: false,
  '1': true,
  '0': false,
  да: true,
  нет: false,
};

function sourceOf(
  cell: Cells,
  current: CameraView | undefined,
  fault: (column: CsvColumn, key: CsvFault) => void,
): CameraView['source'] {
  const analysisUrl = cell('analysis_url') || (current?.source.analysisUrl ?? '');
  if (analysisUrl === '') fault('analysis_url', 'no-address');
  else if (!SourceAddress.safeParse(analysisUrl).success) fault('analysis_url', 'bad-address');
  const mainUrl = (cell('main_url') ?? current?.source.mainUrl ?? '') || null;
  if (mainUrl !== null && !SourceAddress.safeParse(mainUrl).success) fault('main_url', 'bad-address');
  const rate = cell('analysis_fps');
  const analysisFps = rate ? Number(rate.replace(',', '.')) : (current?.source.analysisFps ?? 5);
  if (!(analysisFps >= 0.5 && analysisFps <= 30)) fault('analysis_fps', 'bad-rate');
  const enabled = cell('enabled');
  const isEnabled = enabled ? switches[enabled.toLowerCase()] : (current?.source.isEnabled ?? true);
  if (isEnabled === undefined) fault('enabled', 'bad-switch');
  return { analysisUrl, mainUrl, analysisFps, isEnabled: isEnabled ?? true };
}

/** A report goes to a screen: what may be a password in an address is not repeated on it. */
function starless(value: string): string {
  return /^[a-z]+:\/\//i.test(value) ? value.replace(/^([a-z]+:\/\/).*@/i, '$1***@') : value.slice(0, 200);
}

const emptyCamera = {
  id: '',
  version: 0,
  calibration: null,
  zones: [],
  maskPolicy: { maxSidePx: 640, maxPxPerM: 62.5 },
  isSimulated: false,
  state: 'connecting',
  stateMessage: null,
  stateCause: null,
} as const satisfies Partial<CameraView>;

/** The table in pieces of so many lines, each with the header, and the number of its first line. */
export function csvPieces(
  text: string,
  linesEach: number,
): { readonly csv: string; readonly firstLine: number; readonly lines: number }[] {
  const [header = [], ...rows] = readCsv(text);
  const pieces = [];
  for (let from = 0; from < rows.length; from += linesEach) {
    const some = rows.slice(from, from + linesEach);
    pieces.push({ csv: writeCsv([header, ...some]), firstLine: from + 2, lines: some.length });
  }
  return pieces;
}
