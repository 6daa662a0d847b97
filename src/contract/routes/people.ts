/** Who may come in. */
import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import { Password, Role, Session, User, UserName } from '../shapes.ts';
import { ByUuid, Nothing } from './parameters.ts';

export const peopleRoutes = defineRoutes({
  'setup.create': {
    method: 'POST',
    path: '/api/setup',
    permission: 'public',
    audit: 'setup.created',
    perMinute: 10,
    summary: 'Makes the first administrator with the one-time link printed at the first start',
    body: z.object({ token: z.string().min(20).max(200), name: UserName, password: Password }),
    reply: Session,
  },
  'session.create': {
    method: 'POST',
    path: '/api/session',
    permission: 'public',
    audit: 'session.created',
    perMinute: 10,
    summary: 'Signs in',
    body: z.object({ name: z.string().max(80), password: z.string().max(256) }),
    reply: Session,
  },
  'session.get': {
    method: 'GET',
    path: '/api/session',
    permission: 'self.write',
    audit: null,
    summary: 'Who is signed in',
    reply: Session,
  },
  'session.delete': {
    method: 'DELETE',
    path: '/api/session',
    permission: 'self.write',
    audit: 'session.deleted',
    summary: 'Signs out',
    reply: Nothing,
  },
  'password.change': {
    method: 'PUT',
    path: '/api/session/password',
    permission: 'self.write',
    audit: 'password.changed',
    perMinute: 10,
    summary: 'Changes the own password',
    body: z.object({ current: z.string().max(256), next: Password }),
    reply: Nothing,
  },
  'users.list': {
    method: 'GET',
    path: '/api/users',
    permission: 'user.read',
    audit: null,
    summary: 'People who can sign in',
    reply: z.array(User),
  },
  'users.create': {
    method: 'POST',
    path: '/api/users',
    permission: 'user.write',
    audit: 'user.created',
    summary: 'Adds a person',
    body: z.object({ name: UserName, password: Password, role: Role }),
    reply: User,
  },
  'users.update': {
    method: 'PATCH',
    path: '/api/users/:id',
    permission: 'user.write',
    audit: 'user.updated',
    params: ByUuid,
    summary: 'Changes role, access or password of a person; their sessions end',
    body: z.object({
      role: Role.optional(),
      isEnabled: z.boolean().optional(),
      password: Password.optional(),
    }),
    reply: User,
  },
});
