/** What is out of service, and what the site decides about its alarms. */
import { z } from 'zod';
import { AlarmPolicy, OutOfService, OutOfServiceDraft } from '../alarms.ts';
import { defineRoutes } from '../route.ts';
import { ByUuid, Nothing } from './parameters.ts';

export const alarmServiceRoutes = defineRoutes({
  'outOfService.list': {
    method: 'GET',
    path: '/api/out-of-service',
    permission: 'alarm.read',
    audit: null,
    summary: 'What is out of service now; with `all`, what was too, newest first',
    query: z.object({ all: z.enum(['true', 'false']).default('false') }),
    reply: z.array(OutOfService),
  },
  'outOfService.create': {
    method: 'POST',
    path: '/api/out-of-service',
    permission: 'alarm.configure',
    audit: 'out-of-service.begun',
    summary: 'Takes the alarms of a camera, a zone or a kind out of service: stored and listed, in no queue',
    body: OutOfServiceDraft,
    reply: OutOfService,
  },
  'outOfService.end': {
    method: 'POST',
    path: '/api/out-of-service/:id/end',
    permission: 'alarm.configure',
    audit: 'out-of-service.ended',
    params: ByUuid,
    summary: 'Puts it back into service: what still holds asks to be noticed',
    body: Nothing,
    reply: OutOfService,
  },
  'alarmPolicy.get': {
    method: 'GET',
    path: '/api/alarm-policy',
    permission: 'alarm.read',
    audit: null,
    summary: 'Which kinds latch, what suppresses what, and how long may be shelved',
    reply: AlarmPolicy,
  },
  'alarmPolicy.replace': {
    method: 'PUT',
    path: '/api/alarm-policy',
    permission: 'alarm.configure',
    audit: 'alarm-policy.changed',
    summary: 'Replaces the policy; `version` is the one that was read',
    body: AlarmPolicy,
    reply: AlarmPolicy,
  },
});
