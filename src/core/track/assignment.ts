/**
 * The one-to-one pairing of rows and columns with the greatest total gain, by shortest augmenting paths
 * (Jonker & Volgenant 1987, doi:10.1007/BF02278710). A gain of 0 or less means "better left alone": such a
 * pair is never returned.
 * @param gains row-major, `rows * columns` numbers; finite.
 * @returns for each row its column, or -1. O(n^3) in the smaller side at worst.
 */
export function assign(gains: Float64Array, rows: number, columns: number): Int32Array {
  const columnOfRow = new Int32Array(rows).fill(-1);
  if (rows === 0 || columns === 0) return columnOfRow;
  if (rows > columns) {
    const rowOfColumn = assign(transposed(gains, rows, columns), columns, rows);
    for (let c = 0; c < columns; c++) {
      const r = rowOfColumn[c]!;
      if (r >= 0) columnOfRow[r] = c;
    }
    return columnOfRow;
  }
  const rowOfColumn = solve(gains, rows, columns);
  for (let c = 0; c < columns; c++) {
    const r = rowOfColumn[c]!;
    if (r >= 0 && gains[r * columns + c]! > 0) columnOfRow[r] = c;
  }
  return columnOfRow;
}

/** Full assignment of every row, rows <= columns, at cost -max(gain, 0). */
function solve(gains: Float64Array, rows: number, columns: number): Int32Array {
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const rowOfColumn = new Int32Array(columns).fill(-1);
  const shortest = new Float64Array(columns);
  const previous = new Int32Array(columns);
  const isDone = new Uint8Array(columns);
  for (let start = 0; start < rows; start++) {
    shortest.fill(Number.POSITIVE_INFINITY);
    isDone.fill(0);
    let row = start;
    let reached = 0;
    let from = -1;
    for (;;) {
      let best = Number.POSITIVE_INFINITY;
      let next = -1;
      for (let c = 0; c < columns; c++) {
        if (isDone[c]) continue;
        const gain = gains[row * columns + c]!;
        const length = reached - (gain > 0 ? gain : 0) - rowPrice[row]! - columnPrice[c]!;
        if (length < shortest[c]!) {
          shortest[c] = length;
          previous[c] = from;
        }
        // A free column wins a tie: the path ends there.
        if (shortest[c]! < best || (shortest[c] === best && rowOfColumn[c] === -1)) {
          best = shortest[c]!;
          next = c;
        }
      }
      isDone[next] = 1;
      reached = best;
      if (rowOfColumn[next] === -1) {
        raisePrices(start, reached);
        augment(start, next);
        break;
      }
      from = next;
      row = rowOfColumn[next]!;
    }
  }
  return rowOfColumn;

  function raisePrices(start: number, reached: number): void {
    rowPrice[start]! += reached;
    for (let c = 0; c < columns; c++) {
      if (!isDone[c]) continue;
      const slack = reached - shortest[c]!;
      columnPrice[c]! -= slack;
      const owner = rowOfColumn[c]!;
      if (owner >= 0) rowPrice[owner]! += slack;
    }
  }

  function augment(start: number, end: number): void {
    let c = end;
    for (;;) {
      const before = previous[c]!;
      if (before === -1) {
        rowOfColumn[c] = start;
        return;
      }
      rowOfColumn[c] = rowOfColumn[before]!;
      c = before;
    }
  }
}

function transposed(gains: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(gains.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) turned[c * rows + r] = gains[r * columns + c]!;
  }
  return turned;
}
