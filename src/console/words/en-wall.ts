/** The video wall. */
import type { WallShape } from '../../core/wall/wall-layout.ts';
import { counted } from './plural.ts';

const count = counted('en-GB');

const shapes: { readonly [S in WallShape]: string } = {
  '1': 'One picture',
  '4': 'Four pictures',
  '9': 'Nine pictures',
  '16': 'Sixteen pictures',
  '1+5': 'One large, five small',
};

export const wallWords = {
  wall: {
    title: 'Wall',
    shape: 'Arrangement',
    shapes,
    layout: 'Layout',
    layouts: 'Layouts',
    noLayout: 'Not saved',
    changed: 'changed, not saved',
    tour: 'Tour',
    tours: 'Tours',
    none: 'None',
    arrange: 'Arrange',
    arranged: 'Done',
    save: 'Save',
    saveAs: 'Save as',
    saved: (name: string) => `${name} is saved for everybody.`,
    name: 'Name',
    change: 'Change',
    remove: 'Remove',
    removed: (name: string) => `${name} is removed.`,
    removeAsk: (name: string) => `Remove ${name} for everybody?`,
    manage: 'Layouts and tours',
    newTour: 'New tour',
    editTour: (name: string) => `Tour ${name}`,
    steps: 'Layouts in turn',
    seconds: 'Seconds',
    secondsShort: 's',
    addStep: 'Add a layout',
    removeStep: (n: number) => `Take out step ${n}`,
    needLayout: 'Save a layout first: a tour is made of layouts.',
    tourStep: (i: number, n: number, seconds: number) => `${i} of ${n}, next in ${seconds} s`,
    tourStands: (i: number, n: number) => `${i} of ${n}, standing still`,
    pause: 'Hold the tour',
    resume: 'Let it go on',
    fullScreen: 'Full screen',
    tile: (n: number, name: string) => `Tile ${n}: ${name}`,
    emptyTile: 'Empty',
    chooseCamera: (n: number) => `Camera of tile ${n}`,
    gone: 'This camera was removed. Choose another one.',
    large: 'Show large',
    small: 'Show all tiles',
    push: 'To the wall',
    pushHint: 'Shows this camera on every open wall for five minutes, with your name',
    pushed: (name: string) => `${name} is on every open wall for 5 min.`,
    pushedBy: (who: string, ago: string) => `Pushed by ${who}, ${ago} ago`,
    unpush: 'Take off',
    hiddenPushes: (n: number) => `${count(n, { one: 'more pushed camera', other: 'more pushed cameras' })}`,
    stills: (live: number, stills: number) =>
      `${live} live; ${count(stills, { one: 'still', other: 'stills' })} renewed once a second, as this machine is set.`,
    allLive: (live: number) => count(live, { one: 'live picture', other: 'live pictures' }),
    liveLimit: 'Live pictures at most',
    liveLimitHint: 'Each live picture costs this machine decoding. The others show a still once a second.',
  },
};

export const wallKeys = {
  groupWall: 'Wall',
  tile: 'Tile large, and back',
  holdTour: 'Hold the tour',
  fullScreen: 'Full screen',
  toWall: 'Alarm to the wall',
};

export const wallProblems = {
  'wall-full': 'There are too many layouts or tours. Remove one that nobody needs.',
  'wall-layout-unknown': 'A layout of this tour was removed. Choose another one.',
  'wall-layout-in-tour': 'A tour shows this layout. Take it out of the tour first.',
};

export const wallActions = {
  'wall.layout-created': 'saved a wall layout',
  'wall.layout-changed': 'changed a wall layout',
  'wall.layout-removed': 'removed a wall layout',
  'wall.tour-created': 'saved a wall tour',
  'wall.tour-changed': 'changed a wall tour',
  'wall.tour-removed': 'removed a wall tour',
  'wall.pushed': 'pushed a camera to every wall',
  'wall.push-removed': 'took a camera off every wall',
};
