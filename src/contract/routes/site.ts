/** The site as a whole: what it is, how it does, what happened. */
import { z } from 'zod';
import { MapGround } from '../map-ground.ts';
import { defineRoutes } from '../route.ts';
import { AuditEntry, Health, Site } from '../shapes.ts';

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
    }),
    reply: 'text/event-stream',
  },
  'health.get': {
    method: 'GET',
    path: '/api/health',
    permission: 'health.read',
    audit: null,
    summary: 'Each stage from camera to database: latency, drops, restarts',
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
