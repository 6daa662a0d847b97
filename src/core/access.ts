/** Who may do what. Pure: the centre asks, this file answers. */
export const roles = ['administrator', 'operator', 'viewer', 'investigator', 'custodian', 'unit'] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  'site.read',
  'camera.read',
  'camera.write',
  'media.view',
  'measure.read',
  'accuracy.label',
  'alarm.read',
  'alarm.acknowledge',
  'incident.read',
  'incident.write',
  'procedure.write',
  'alarm.shelve',
  'alarm.configure',
  'handover.read',
  'handover.write',
  'recording.view',
  'recording.write',
  'hold.write',
  'bookmark.write',
  'vault.read',
  'vault.write',
  'evidence.read',
  'evidence.request',
  'evidence.approve',
  'evidence.view',
  'evidence.review',
  'exhibit.read',
  'exhibit.write',
  'exercise.run',
  'wall.write',
  'map.write',
  'health.read',
  'unit.read',
  'unit.write',
  'unit.dispatch',
  'unit.self',
  'notification.read',
  'notification.write',
  'user.read',
  'user.write',
  'audit.read',
  'self.write',
] as const;
export type Permission = (typeof permissions)[number];

const everyone: readonly Permission[] = [
  'site.read',
  'camera.read',
  'media.view',
  'measure.read',
  'alarm.read',
  'incident.read',
  'unit.read',
  'self.write',
];

const openings: ReadonlySet<Permission> = new Set(['evidence.request', 'evidence.approve', 'evidence.view']);

const granted: { readonly [R in Role]: readonly Permission[] } = {
  viewer: everyone,
  operator: [
    ...everyone,
    'alarm.acknowledge',
    'incident.write',
    'exercise.run',
    'wall.write',
    'alarm.shelve',
    'unit.dispatch',
    'handover.read',
    'handover.write',
    'accuracy.label',
    'recording.view',
    'bookmark.write',
    'hold.write',
    'health.read',
    'notification.read',
  ],
  investigator: [
    ...everyone,
    'recording.view',
    'bookmark.write',
    'hold.write',
    'vault.read',
    'evidence.read',
    'evidence.request',
    'evidence.view',
    'evidence.review',
    'exhibit.read',
    'exhibit.write',
  ],
  // Sees what he helped to open in an emergency, and nothing else: core/evidence decides.
  custodian: [
    ...everyone,
    'vault.read',
    'evidence.read',
    'evidence.approve',
    'evidence.view',
    'evidence.review',
  ],
  // A phone in the field: its own page, and nothing else.
  unit: ['self.write', 'unit.self'],
  // Runs the site, and opens nothing alone: asking and approving are other people's.
  administrator: permissions.filter((permission) => !openings.has(permission) && permission !== 'unit.self'),
};

export function isAllowed(role: Role, permission: Permission): boolean {
  return granted[role].includes(permission);
}
