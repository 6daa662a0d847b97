/** Which of thousands of cameras are meant. The address holds the filter, so a link is a hand-over. */
import type { CameraState, CameraView } from '../../contract/shapes.ts';
import { isWithinGroup } from '../../core/camera-labels.ts';
import { byName } from '../ui/by-name.ts';

/** Empty text: not asked for. */
export type CameraFilter = {
  readonly q: string;
  readonly group: string;
  readonly tag: string;
  readonly state: CameraState | 'trouble' | '';
};

export const noFilter: CameraFilter = { q: '', group: '', tag: '', state: '' };

export const stateFilters = ['trouble', 'live', 'connecting', 'lost', 'failed', 'disabled'] as const;

export function filterFrom(search: Readonly<Record<string, unknown>>): CameraFilter {
  const text = (key: string) =>
    typeof search[key] === 'string' || typeof search[key] === 'number' ? String(search[key]) : '';
  const state = text('state');
  return {
    q: text('q'),
    group: text('group'),
    tag: text('tag'),
    state: stateFilters.find((one) => one === state) ?? '',
  };
}

/** For the address: only what is asked for. */
export function searchOf(filter: CameraFilter): { readonly [K in keyof CameraFilter]?: string } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}

export function isFiltering({ group, tag, state }: CameraFilter): boolean {
  return group !== '' || tag !== '' || state !== '';
}

/** Everything but the words typed, which are matched and ranked elsewhere. */
export function passes(camera: CameraView, { group, tag, state }: Omit<CameraFilter, 'q'>): boolean {
  return (
    isWithinGroup(camera.group, group) &&
    (tag === '' || camera.tags.includes(tag)) &&
    (state === '' ||
      camera.state === state ||
      (state === 'trouble' && ['lost', 'failed'].includes(camera.state)))
  );
}

/** Every group with those above it, in order. */
export function groupsOf(cameras: Iterable<Pick<CameraView, 'group'>>): string[] {
  const groups = new Set<string>();
  for (const { group } of cameras) {
    const parts = group.split('/');
    for (let n = 1; n <= parts.length; n++) groups.add(parts.slice(0, n).join('/'));
  }
  groups.delete('');
  return [...groups].sort(byName.compare);
}

export function tagsOf(cameras: Iterable<Pick<CameraView, 'tags'>>): string[] {
  const tags = new Set<string>();
  for (const camera of cameras) for (const tag of camera.tags) tags.add(tag);
  return [...tags].sort(byName.compare);
}
