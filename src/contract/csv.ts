/** The one door to the CSV library: text to rows and back, by RFC 4180, with the delimiter a spreadsheet chose. */
import Papa from 'papaparse';

/** Rows of cells, the header first. Lines without a sign on them are left out. */
export function readCsv(text: string): string[][] {
  // A byte order mark is how spreadsheets say UTF-8.
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  return data.map((row) => row.map(unescaped));
}

export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `${Papa.unparse(rows.map((row) => row.map(escaped)) as string[][], { newline: '\r\n' })}\r\n`;
}

/** A spreadsheet runs a cell that begins like a formula; an apostrophe before it makes it text. */
const formula = /^[=@\t\r]|^[+-](?![\d.]+$)/;
const escaped = (cell: string) => (formula.test(cell) || cell.startsWith("'") ? `'${cell}` : cell);
const unescaped = (cell: string) => (cell.startsWith("'") ? cell.slice(1) : cell);
