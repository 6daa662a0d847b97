/** The site as a whole: what it is, how it does, what happened. */
import { z } from 'zod';
import { MapGround } from '../map-ground.ts';
import { defineRoutes } from '../route.ts';
import { AuditEntry, Health, Id, Site } from '../shapes.ts';
import { Nothing } from './parameters.ts';

/** A client that shows more watches all. */
export const mostWatched = 2_000;

export const siteRoutes = defineRoutes({
  'site.get': {
    method: 'GET',
    path: '/api/site',
    permission: 'public',
    audit: null,
    summary: 'Name, version and first-run state of this site',
    reply: Site,
  },
  'openapi.get': {
    method: 'GET',
    path: '/api/openapi.json',
    permission: 'public',
    audit: null,
    summary: 'This API as OpenAPI 3.1',
    reply: z.record(z.string(), z.unknown()),
  },
  'map.ground': {
    method: 'GET',
    path: '/api/map/ground',
    permission: 'site.read',
    audit: null,
    summary: 'Streets, squares, houses and water under the cameras as GeoJSON; empty where none are given',
    reply: MapGround,
  },
  'events.stream': {
    method: 'GET',
    path: '/api/events',
    permission: 'site.read',
    audit: null,
    summary: 'Live state; resumes after `Last-Event-ID`, or after `after`. Events in contract/events.ts',
    query: z.object({
      /** Id of the last event that was seen, for who opens a connection of his own: the header is the browser's to send. */
      after: z.coerce.number().int().nonnegative().optional(),
      /** `watched`: numbers and health only of the cameras named with `events.watch`, none until then. */
      states: z.enum(['all', 'watched']).default('all'),
    }),
    reply: 'text/event-stream',
  },
  'events.watch': {
    method: 'PUT',
    path: '/api/events/:streamId/watched',
    permission: 'site.read',
    audit: null,
    isFleeting: true,
    params: z.object({ streamId: z.uuid() }),
    summary:
      'The cameras whose numbers and health a live stream carries from now on; null: all. 404: it ended, or another server holds it',
    body: z.object({ cameraIds: z.array(Id).max(mostWatched).nullable() }),
    reply: Nothing,
  },
  'health.get': {
    method: 'GET',
    path: '/api/health',
    permission: 'health.read',
    audit: null,
    summary:
      'What is wrong and what to do, worst first; each stage from camera to database: latency, drops, restarts. `cameras=none` leaves out the rows of the cameras, which for a city are megabytes',
    query: z.object({ cameras: z.enum(['all', 'none']).default('all') }),
    reply: Health,
  },
  'audit.list': {
    method: 'GET',
    path: '/api/audit',
    permission: 'audit.read',
    audit: null,
    summary: 'Who did what, newest first',
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    reply: z.array(AuditEntry),
  },
});
