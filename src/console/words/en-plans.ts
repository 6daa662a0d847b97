/** Floor plans that are made in the console. */
import type { CornerFault } from '../../core/plan/floor-plan.ts';

export const planProblems = {
  'plan-from-file':
    'This floor plan comes from the configuration file (map.plans). Change it there and start anew.',
  'plans-full': 'There are too many floor plans. Remove one that nobody needs.',
  'plan-picture': 'The drawing is no PNG, JPEG or WebP. Export it as one of them.',
  'plan-picture-broken': 'The drawing is damaged or breaks off. Export it anew, then choose it again.',
  'plan-picture-large':
    'The drawing is too large: at most 8 MB and 40 million pixels are kept. Scale it down.',
};

export const planActions = {
  'map.plan-created': 'added a floor plan',
  'map.plan-changed': 'changed a floor plan',
  'map.plan-removed': 'removed a floor plan',
};

const faults: { readonly [F in CornerFault]: string } = {
  mirrored: 'The drawing would be seen from below. Name its corners clockwise, from the top left.',
  size: 'The drawing would be smaller than 2 m or larger than 3 km. Check its corners.',
  shape: 'These are no four corners of a drawing: sides cross, or one lies within the others.',
};

export const planWords = {
  plans: {
    title: 'Floor plans',
    none: 'No floor plan yet',
    noneHint: 'Add the drawing of a station or hall: the map shows it from close by, level by level.',
    create: 'New floor plan',
    edit: 'Change',
    editTitle: (name: string) => `Floor plan ${name}`,
    remove: 'Remove',
    removeAsk: (name: string) => `Remove the floor plan ${name} and its drawing?`,
    removed: (name: string) => `The floor plan ${name} is removed.`,
    stored: (name: string) => `The floor plan ${name} is saved.`,
    fromFile: 'From the configuration file (map.plans), and changed there only.',
    changed: (who: string, when: string) => `Changed by ${who}, ${when}`,
    onMap: (name: string) => `Show ${name} on the map`,
    show: 'On the map',
    name: 'Building',
    level: 'Level',
    levelHint: '0 is the street, below it negative.',
    levelName: 'Name of the level',
    choose: 'Choose a drawing',
    replace: 'Replace the drawing',
    pictureHint: 'PNG, JPEG or WebP, at most 8 MB and 40 million pixels.',
    picture: (width: number, height: number) => `${width} × ${height} pixels`,
    badPicture: 'This file is no PNG, JPEG or WebP that can be read. Export the drawing as one of them.',
    largePicture: 'This drawing is larger than 8 MB or 40 million pixels. Scale it down.',
    place: 'Place on the map',
    placeFirst: 'Choose a drawing: it is then laid on the map, to be moved into its place.',
    board: 'Map to place the drawing on',
    hint: 'Drag a corner to stretch, the middle to move, the ring to turn and size. By keyboard, on each of them: arrows, with Shift in longer steps; + and − zoom, Ctrl+Z takes back.',
    corners: ['Top left corner', 'Top right corner', 'Bottom right corner', 'Bottom left corner'],
    cornerHint: (corner: string) => `${corner}. Arrow keys move it.`,
    middle: 'Whole drawing. Arrow keys move it.',
    ring: 'Turn and size. Left and right turn, up and down size.',
    anew: 'Lay it here anew',
    typed: 'Corners: latitude, longitude, one a line; top left, top right, bottom right, bottom left',
    typedWrong: 'Write four corners, each as latitude, longitude.',
    opacity: 'Drawing shows through',
    faults,
  },
};
