/** Who may do what. Pure: the centre asks, this file answers. */
export const roles = ['administrator', 'operator', 'viewer'] as const;
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
  'health.read',
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
  'self.write',
];

const granted: { readonly [R in Role]: readonly Permission[] } = {
  viewer: everyone,
  operator: [...everyone, 'alarm.acknowledge', 'accuracy.label', 'health.read'],
  administrator: permissions,
};

export function isAllowed(role: Role, permission: Permission): boolean {
  return granted[role].includes(permission);
}
