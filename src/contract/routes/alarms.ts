/** Alarms. */
import { z } from 'zod';
import { AlarmBatch, NuisanceMark, ShelfDraft } from '../alarms.ts';
import { defineRoutes } from '../route.ts';
import { Alarm, AlarmView } from '../shapes.ts';
import { ByUuid, Version } from './parameters.ts';

export const alarmsRoutes = defineRoutes({
  'alarms.list': {
    method: 'GET',
    path: '/api/alarms',
    permission: 'alarm.read',
    audit: null,
    summary:
      'Open alarms, highest priority and newest first, those set aside last; with `all`, closed ones too, newest first',
    query: z.object({
      all: z.enum(['true', 'false']).default('false'),
      limit: z.coerce.number().int().min(1).max(2_000).default(200),
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
  'alarms.acknowledgeMany': {
    method: 'POST',
    path: '/api/alarms/acknowledge',
    permission: 'alarm.acknowledge',
    audit: 'alarm.acknowledged',
    summary:
      'Takes notice of several at once, each with its own entry; those that have changed meanwhile are named',
    body: AlarmBatch,
    reply: z.object({
      acknowledged: z.array(Alarm),
      /** Somebody was quicker, or it has changed since it was seen; `by`: who acknowledged it. */
      refused: z.array(z.object({ id: z.string(), by: z.string().nullable() })),
    }),
  },
  'alarms.markNuisance': {
    method: 'POST',
    path: '/api/alarms/:id/nuisance',
    permission: 'alarm.acknowledge',
    audit: 'alarm.nuisance-marked',
    params: ByUuid,
    summary: 'Says that an alarm was not worth attention, or takes that back: counted for its rule',
    body: NuisanceMark,
    reply: Alarm,
  },
  'alarms.reset': {
    method: 'POST',
    path: '/api/alarms/:id/reset',
    permission: 'alarm.acknowledge',
    audit: 'alarm.reset',
    params: ByUuid,
    summary: 'Lets a latched alarm go: its condition is over',
    body: Version,
    reply: Alarm,
  },
  'alarms.shelve': {
    method: 'POST',
    path: '/api/alarms/:id/shelve',
    permission: 'alarm.shelve',
    audit: 'alarm.shelved',
    params: ByUuid,
    summary:
      'Sets an alarm aside for a while, with what comes of its kind at its place; it comes back by itself',
    body: ShelfDraft,
    reply: Alarm,
  },
  'alarms.unshelve': {
    method: 'POST',
    path: '/api/alarms/:id/unshelve',
    permission: 'alarm.shelve',
    audit: 'alarm.unshelved',
    params: ByUuid,
    summary: 'Brings a shelved alarm back before its time',
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
