/** Rows against files: what one has and the other has not, and the repairs that lose nothing. */
import { setTimeout as wait } from 'node:timers/promises';
import { change, type Sql } from '../../centre/store/database.ts';
import { insertGap } from '../../centre/store/gaps.ts';
import { findGrowing } from '../../centre/store/growing-sealed.ts';
import { record } from '../../centre/store/ledger.ts';
import {
  deleteSegmentRow,
  findByKey,
  hasKeys,
  insertSegment,
  segmentsAfter,
} from '../../centre/store/segments.ts';
import type { InventoryFinding, InventoryReport, InventoryRow } from '../../core/recording/inventory.ts';
import { unreachable } from '../../core/unreachable.ts';
import { takeInventory } from '../../storage/inventory.ts';
import type { FootageStorage } from '../../storage/salvage.ts';
import type { CheckFinding } from './finding.ts';

export type FootageCheck = {
  readonly sql: Sql;
  readonly storage: FootageStorage;
  /** A centre writes meanwhile: what is open is its own. */
  readonly isRunning: boolean;
  readonly isDeep: boolean;
  /** Only while no centre runs. */
  readonly isRepair: boolean;
  readonly nowMs: number;
};

export type FootageVerdict = {
  readonly matched: number;
  readonly storedBytes: number;
  readonly findings: readonly CheckFinding[];
};

/** A row follows its file at once; of a busy site within this. */
const rowWithinMs = 30_000;
const lookEveryMs = 1_000;
const pageSize = 1_000;

export async function checkFootage(check: FootageCheck): Promise<FootageVerdict> {
  const findings: CheckFinding[] = [];
  let [matched, storedBytes] = [0, 0];
  for (const prefix of ['masked/', 'sealed/']) {
    const report = await inventoryOf(check, prefix);
    matched += report.matched;
    storedBytes += report.storedBytes;
    for (const finding of await settled(check, report)) findings.push(await judge(check, finding));
    const told = Object.values(report.counts).reduce((sum, count) => sum + count, 0);
    if (told > report.findings.length)
      findings.push(fault(`${told - report.findings.length} more of ${prefix}; run it again after these`));
    for (const trouble of report.troubles)
      findings.push({ part: 'storage', message: trouble, isRepaired: false });
  }
  return { matched, storedBytes, findings };
}

function inventoryOf({ sql, storage, isRunning, isDeep }: FootageCheck, prefix: string) {
  return takeInventory(storage.blobs, {
    rows: rowsOf(sql, prefix),
    prefix,
    isDeep,
    hasRow: async (key) => (await hasKeys(sql, [key])).has(key),
    isBeingWritten: () => isRunning,
  });
}

/** What is being deleted is no fault, whether or not its file is there: the sweeper goes on with it. */
async function* rowsOf(sql: Sql, prefix: string): AsyncGenerator<InventoryRow> {
  let last = prefix;
  for (;;) {
    const page = await segmentsAfter(sql, last, pageSize);
    for (const { key, bytes, sha256, isDeleting } of page) {
      if (!key.startsWith(prefix)) return;
      if (!isDeleting) yield { key, bytes, sha256 };
    }
    if (page.length < pageSize) return;
    last = page.at(-1)!.key;
  }
}

/** Beside a running centre a file may be a moment older than its row, and a row than its deletion. */
async function settled({ sql, isRunning }: FootageCheck, report: InventoryReport) {
  const orphans = report.findings.filter(({ kind }) => kind === 'orphan');
  if (!isRunning || orphans.length === 0) return report.findings;
  const keys = orphans.map(({ key }) => key);
  let known: ReadonlySet<string> = new Set();
  for (let waitedMs = 0; waitedMs < rowWithinMs && known.size < keys.length; waitedMs += lookEveryMs) {
    await wait(lookEveryMs);
    known = await hasKeys(sql, keys);
  }
  return report.findings.filter(({ kind, key }) => kind !== 'orphan' || !known.has(key));
}

async function judge(check: FootageCheck, finding: InventoryFinding): Promise<CheckFinding> {
  const { key } = finding;
  switch (finding.kind) {
    case 'torn':
    case 'orphan':
      return check.isRepair
        ? await takeIn(check, finding)
        : fault(
            finding.kind === 'torn'
              ? `${key} was not finished: its writer died. The next start takes in what is whole of it, or --repair`
              : `${key} has no row. The next start takes it in, or --repair`,
          );
    case 'missing':
      return check.isRepair
        ? await dropRow(check, key)
        : fault(
            `${key} has a row and no file. Bring the file back from a backup, or --repair removes the row`,
          );
    case 'wrong-size':
      return fault(
        `${key} has ${finding.storedBytes} bytes, its row says ${finding.bytes}. Bring it back from a backup`,
      );
    case 'wrong-hash':
      return fault(`${key} is not what was written: its hash differs. Bring it back from a backup`);
    default:
      return unreachable(finding);
  }
}

async function takeIn(
  { sql, storage, nowMs }: FootageCheck,
  { key, kind }: Extract<InventoryFinding, { kind: 'torn' | 'orphan' }>,
): Promise<CheckFinding> {
  const { salvage } = storage;
  const place = salvage.placeOf(key);
  if (place === null) return fault(`${key} is no footage of ours. Look at it, and remove it`);
  const known = await findGrowing(sql, place.id);
  const segment = await (kind === 'torn' ? salvage.torn(key, known) : salvage.committed(key, known));
  if (segment !== null) {
    await insertSegment(sql, { ...segment, end: 'torn' }, nowMs);
    return repaired(`${key} was taken in: ${segment.bytes} bytes are whole`);
  }
  return kind === 'torn'
    ? repaired(`${key} was removed: nothing of it was whole`)
    : fault(`${key} has no row and cannot be read. It goes with its day, or remove it`);
}

async function dropRow({ sql, nowMs }: FootageCheck, key: string): Promise<CheckFinding> {
  const segment = await findByKey(sql, key);
  if (segment === null) return repaired(`${key} is gone meanwhile`);
  const { id, cameraId, kind, fromMs, toMs } = segment;
  await change(sql, async (tx) => {
    await deleteSegmentRow(tx, id);
    await insertGap(tx, { cameraId, kind, fromMs, toMs, cause: 'storage-failed' });
    const detail = { key, cameraId, kind, fromMs, toMs };
    await record(tx, { audit: { atMs: nowMs, who: 'system', action: 'footage.lost', target: id, detail } });
  });
  return repaired(`${key} had no file: its row was removed, and its time is a gap (storage-failed)`);
}

function fault(message: string): CheckFinding {
  return { part: 'footage', message, isRepaired: false };
}

function repaired(message: string): CheckFinding {
  return { part: 'footage', message, isRepaired: true };
}
