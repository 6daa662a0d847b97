/** One measure as a table: what a scientist lays beside another tool's. */
export type CrowdTable = {
  /** Names end in their unit. */
  readonly columns: readonly string[];
  /** Null where nothing could be measured. */
  readonly rows: readonly (readonly (number | string | null)[])[];
  /** What the figures depend on, shown beside them. */
  readonly parameters: Readonly<Record<string, number | string | null>>;
};

/** Comma-separated, one header line, an empty field where nothing could be measured. */
export function asCsv({ columns, rows }: CrowdTable): string {
  return `${[columns, ...rows].map((row) => row.map((cell) => cell ?? '').join(',')).join('\n')}\n`;
}

/** One object with the kind, its parameters and one record for each row. */
export function asJson(kind: string, { columns, rows, parameters }: CrowdTable): string {
  const records = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])));
  return `${JSON.stringify({ kind, parameters, rows: records }, null, 1)}\n`;
}
