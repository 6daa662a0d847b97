import { Button, Select } from '@mantine/core';
import { useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { useWords } from '../words/index.ts';
import { type CameraFilter, groupsOf, isFiltering, noFilter, stateFilters, tagsOf } from './camera-filter.ts';
import style from './camera-lists.module.css';

/** Group, tag and state. A site without groups or tags does not ask for them. */
export function CameraFilterBar({
  cameras,
  filter,
  onFilter,
  hasState = true,
}: {
  readonly cameras: ReadonlyMap<string, CameraView>;
  readonly filter: CameraFilter;
  readonly onFilter: (filter: CameraFilter) => void;
  readonly hasState?: boolean;
}) {
  const words = useWords();
  const text = words.cameraLists;
  const groups = useMemo(() => groupsOf(cameras.values()), [cameras]);
  const tags = useMemo(() => tagsOf(cameras.values()), [cameras]);
  const states = stateFilters.map((state) => ({
    value: state,
    label: state === 'trouble' ? text.trouble : words.cameraStates[state],
  }));
  const shared = {
    size: 'xs',
    clearable: true,
    clearButtonProps: { 'aria-label': text.clear },
    className: style.filter ?? '',
  } as const;
  return (
    <section className={style.filters} aria-label={text.filter}>
      {groups.length > 0 && (
        <Select
          {...shared}
          aria-label={text.group}
          placeholder={text.anyGroup}
          searchable
          limit={200}
          data={groups}
          value={filter.group === '' ? null : filter.group}
          onChange={(group) => onFilter({ ...filter, group: group ?? '' })}
        />
      )}
      {tags.length > 0 && (
        <Select
          {...shared}
          aria-label={text.tag}
          placeholder={text.anyTag}
          searchable
          limit={200}
          data={tags}
          value={filter.tag === '' ? null : filter.tag}
          onChange={(tag) => onFilter({ ...filter, tag: tag ?? '' })}
        />
      )}
      {hasState && (
        <Select
          {...shared}
          aria-label={text.state}
          placeholder={text.anyState}
          data={states}
          value={filter.state === '' ? null : filter.state}
          onChange={(state) =>
            onFilter({ ...filter, state: stateFilters.find((one) => one === state) ?? '' })
          }
        />
      )}
      {isFiltering(filter) && (
        <Button size="xs" variant="subtle" onClick={() => onFilter({ ...noFilter, q: filter.q })}>
          {text.clearFilter}
        </Button>
      )}
    </section>
  );
}
