/** Hands a table to the browser to be saved, named by the day it begins. @param fromMs UTC ms. */
export function saveCsv(csv: string, name: string, fromMs: number): void {
  // The mark tells spreadsheets that this is UTF-8.
  const address = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const day = new Date(fromMs).toISOString().slice(0, 10);
  Object.assign(document.createElement('a'), { href: address, download: `${name}-${day}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
