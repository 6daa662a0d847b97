/** Which rows of a long list are chosen. Rows that a filter hides stay chosen, and are counted. */
export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** Where the last choice was made: Shift chooses from there. */
  readonly anchor: string | null;
};

export const nothingChosen: Selection = { ids: new Set(), anchor: null };

export type SelectionAction =
  /** With `isRange`, all between the anchor and this row take its new state. */
  | {
      readonly type: 'toggle';
      readonly id: string;
      readonly isRange: boolean;
      readonly rows: readonly string[];
    }
  | { readonly type: 'all'; readonly rows: readonly string[] }
  | { readonly type: 'none' }
  /** What is not there any more is not chosen. */
  | { readonly type: 'keep'; readonly rows: ReadonlySet<string> };

export function choose(selection: Selection, action: SelectionAction): Selection {
  switch (action.type) {
    case 'toggle': {
      const isOn = !selection.ids.has(action.id);
      const ids = new Set(selection.ids);
      for (const id of action.isRange ? between(action.rows, selection.anchor, action.id) : [action.id]) {
        if (isOn) ids.add(id);
        else ids.delete(id);
      }
      return { ids, anchor: action.id };
    }
    case 'all':
      return { ids: new Set([...selection.ids, ...action.rows]), anchor: null };
    case 'none':
      return nothingChosen;
    case 'keep': {
      const ids = new Set([...selection.ids].filter((id) => action.rows.has(id)));
      return ids.size === selection.ids.size ? selection : { ids, anchor: null };
    }
  }
}

function between(rows: readonly string[], anchor: string | null, id: string): readonly string[] {
  const [a, b] = [rows.indexOf(anchor ?? id), rows.indexOf(id)];
  return a === -1 ? [id] : rows.slice(Math.min(a, b), Math.max(a, b) + 1);
}
