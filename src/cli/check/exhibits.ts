/** Bundles against the rows that tell of them. Nothing is repaired: a bundle is evidence, or it is not. */
import type { Sql } from '../../centre/store/database.ts';
import { exhibitFilesAfter, isExhibitKnown } from '../../centre/store/exhibit-files.ts';
import type { InventoryFinding, InventoryRow } from '../../core/recording/inventory.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { takeInventory } from '../../storage/inventory.ts';
import type { CheckFinding } from './finding.ts';

const pageSize = 500;

export async function checkExhibits(
  sql: Sql,
  blobs: Blobs,
  { isDeep, isRunning }: { readonly isDeep: boolean; readonly isRunning: boolean },
): Promise<CheckFinding[]> {
  const report = await takeInventory(blobs, {
    rows: rowsOf(sql),
    prefix: 'exhibits/',
    isDeep,
    hasRow: (key) => isExhibitKnown(sql, key),
    isBeingWritten: () => isRunning,
  });
  return report.findings.map((finding) => ({
    part: 'exhibits',
    message: say(finding),
    isRepaired: false,
  }));
}

async function* rowsOf(sql: Sql): AsyncGenerator<InventoryRow> {
  let last = '';
  for (;;) {
    const page = await exhibitFilesAfter(sql, last, pageSize);
    yield* page;
    if (page.length < pageSize) return;
    last = page.at(-1)!.key;
  }
}

function say(finding: InventoryFinding): string {
  const { key } = finding;
  switch (finding.kind) {
    case 'missing':
      return `${key} is gone. Bring it back from a backup`;
    case 'wrong-size':
      return `${key} has ${finding.storedBytes} bytes, its row says ${finding.bytes}. Bring it back from a backup`;
    case 'wrong-hash':
      return `${key} is not what was written: its hash differs. Bring it back from a backup`;
    case 'orphan':
      return `${key} belongs to no exhibit. Look at it, and remove it`;
    case 'torn':
      return `${key} was not finished: its writer died. The next start makes it anew, or it can be removed`;
    default:
      return unreachable(finding);
  }
}
