import { existsSync } from 'node:fs';
import path from 'node:path';

const folder = process.env.LAMPLIGHTER_TEST_DATA ?? path.resolve(import.meta.dirname, '../../../shared/data');

/**
 * Research data that may not be published with the product.
 * @param needed paths inside the data folder.
 * @returns the options of a test that skips with a plain message when any of them is absent.
 */
export function needsData(...needed: readonly string[]): { skip: string | false } {
  const absent = needed.filter((name) => !existsSync(dataPath(name)));
  return {
    skip: absent.length > 0 && `needs ${absent.join(', ')} in ${folder}; set LAMPLIGHTER_TEST_DATA`,
  };
}

export function dataPath(name: string): string {
  return path.join(folder, name);
}
