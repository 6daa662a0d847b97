/** Which deletions.log knows most: the one in the backup, one that lies where it is restored, or one that was named. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Journal, journalName, readJournal } from '../centre/deletion-journal.ts';
import type { Deletion } from '../centre/store/deletions.ts';
import { BackupError } from './backup-file.ts';
import type { CheckedBackup } from './read-backup.ts';

export type ChosenJournal = {
  /** Null: nothing was ever deleted, as far as anybody knows. */
  readonly journal: Journal | null;
  readonly text: string;
  readonly deletions: readonly Deletion[];
};

/** @throws BackupError: one was changed, belongs to another site, or they contradict each other. */
export function chooseJournal(from: {
  readonly backup: Pick<CheckedBackup, 'about' | 'small'>;
  readonly dataDirectory: string;
  readonly deletionsFile: string | null;
}): ChosenJournal {
  const { backup, deletionsFile } = from;
  const left = path.join(from.dataDirectory, journalName);
  const texts: [string, string][] = [
    ['deletions.log of the backup', backup.small.get(`data/${journalName}`)?.toString('utf8') ?? ''],
  ];
  if (existsSync(left)) texts.push([left, readFileSync(left, 'utf8')]);
  if (deletionsFile !== null) texts.push([deletionsFile, textOf(deletionsFile)]);
  let chosen: ChosenJournal = { journal: null, text: '', deletions: [] };
  for (const [name, text] of texts) {
    const reading = readJournal(text);
    if (!reading.ok)
      throw new BackupError(`${name}: line ${reading.line} was changed. Take another copy of it`);
    const { journal } = reading;
    if (journal === null) continue;
    if (backup.about.site !== null && journal.site !== backup.about.site)
      throw new BackupError(
        `${name} is of another site than the backup. Take the one beside the data the backup was made of`,
      );
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const [shorter, longer] = whole.length < chosen.text.length ? [whole, chosen.text] : [chosen.text, whole];
    if (!longer.startsWith(shorter))
      throw new BackupError(
        `${name} and ${texts[0]![0]} contradict each other. Take a deletions.log that is a later state of the backup's`,
      );
    if (longer === whole) chosen = { journal, text: whole, deletions: journal.deletions };
  }
  return chosen;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BackupError(
      `${file} cannot be read (${(cause as NodeJS.ErrnoException).code}): check the path`,
      { cause },
    );
  }
}
