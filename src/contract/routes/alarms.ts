/** Alarms. */
import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import { Alarm, AlarmView } from '../shapes.ts';
import { ByUuid, Version } from './parameters.ts';

export const alarmsRoutes = defineRoutes({
  'alarms.list': {
    method: 'GET',
    path: '/api/alarms',
    permission: 'alarm.read',
    audit: null,
    summary: 'Open alarms, highest priority and newest first; with `all`, closed ones too, newest first',
    query: z.object({
      all: z.enum(['true', 'false']).default('false'),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    reply: z.array(AlarmView),
  },
  'alarms.get': {
    method: 'GET',
    path: '/api/alarms/:id',
    permission: 'alarm.read',
    audit: null,
    params: ByUuid,
    summary: 'One alarm with the measures that caused it',
    reply: AlarmView,
  },
  'alarms.acknowledge': {
    method: 'POST',
    path: '/api/alarms/:id/acknowledge',
    permission: 'alarm.acknowledge',
    audit: 'alarm.acknowledged',
    params: ByUuid,
    summary: 'Takes notice of an alarm',
    body: Version,
    reply: Alarm,
  },
  'alarms.picture': {
    method: 'GET',
    path: '/api/alarms/:id/picture',
    permission: 'media.view',
    audit: null,
    params: ByUuid,
    summary: 'The masked frame that fulfilled the rule',
    reply: 'image/jpeg',
  },
});
