/** What leaves the house for a court. */
import { z } from 'zod';
import { Exhibit, ExhibitDeletion, ExhibitDraft, ExhibitHold, ExhibitList } from '../exhibits.ts';
import { defineRoutes } from '../route.ts';
import { ByUuid } from './parameters.ts';

export const exhibitsRoutes = defineRoutes({
  'exhibits.list': {
    method: 'GET',
    path: '/api/exhibits',
    permission: 'exhibit.read',
    audit: null,
    summary: 'Exhibits, newest first, and the key that signs them',
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(200) }),
    reply: ExhibitList,
  },
  'exhibits.get': {
    method: 'GET',
    path: '/api/exhibits/:id',
    permission: 'exhibit.read',
    audit: null,
    params: ByUuid,
    summary: 'One exhibit, and how far it is made',
    reply: Exhibit,
  },
  'exhibits.create': {
    method: 'POST',
    path: '/api/exhibits',
    permission: 'exhibit.write',
    audit: 'exhibit.requested',
    summary:
      'Has a bundle made of masked footage, or of what an opening released to the one who asks; docs/exhibit-format.md',
    body: ExhibitDraft,
    reply: Exhibit,
  },
  'exhibits.download': {
    method: 'GET',
    path: '/api/exhibits/:id/bundle',
    permission: 'exhibit.read',
    audit: null,
    params: ByUuid,
    summary:
      'The bundle, by HTTP ranges; in the log once a person and half hour. One of opened footage only for those who may see it',
    reply: 'application/zip',
  },
  'exhibits.hold': {
    method: 'POST',
    path: '/api/exhibits/:id/hold',
    permission: 'hold.write',
    audit: 'exhibit.held',
    params: ByUuid,
    summary:
      'Keeps an exhibit beyond its date, until another at most a year ahead; a hold is never shortened',
    body: ExhibitHold,
    reply: Exhibit,
  },
  'exhibits.delete': {
    method: 'POST',
    path: '/api/exhibits/:id/delete',
    permission: 'exhibit.write',
    audit: 'exhibit.deleted',
    params: ByUuid,
    summary:
      'Deletes the bundle of an exhibit before its date; refused while it is held. The row stays, with its hash',
    body: ExhibitDeletion,
    reply: Exhibit,
  },
});
