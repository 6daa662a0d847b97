/** Requests to open sealed footage. */
import { z } from 'zod';
import {
  Approving,
  EmergencyDraft,
  Opening,
  OpeningDraft,
  OpeningView,
  Reason,
  ReviewDraft,
  ShareSession,
} from '../evidence.ts';
import { defineRoutes } from '../route.ts';
import { ByUuid, Nothing } from './parameters.ts';

export const openingsRoutes = defineRoutes({
  'openings.list': {
    method: 'GET',
    path: '/api/openings',
    permission: 'evidence.read',
    audit: null,
    summary: 'Requests for sealed footage and what became of them, newest first',
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    reply: z.array(OpeningView),
  },
  'openings.get': {
    method: 'GET',
    path: '/api/openings/:id',
    permission: 'evidence.read',
    audit: null,
    params: ByUuid,
    summary: 'One opening: what exactly is asked, who approved, how long it can be looked at',
    reply: OpeningView,
  },
  'openings.request': {
    method: 'POST',
    path: '/api/openings',
    permission: 'evidence.request',
    audit: 'opening.requested',
    summary:
      'Asks for sealed minutes of one camera: case, reason, legal basis, and the areas to be shown clear. Never changes after',
    body: OpeningDraft,
    reply: Opening,
  },
  'openings.emergency': {
    method: 'POST',
    path: '/api/openings/emergency',
    permission: 'evidence.approve',
    audit: 'opening.emergency-requested',
    summary:
      'A custodian asks in an emergency: as many custodians as always open it, he may be one of them, and a third person reviews it',
    body: EmergencyDraft,
    reply: Opening,
  },
  'openings.session': {
    method: 'POST',
    path: '/api/openings/:id/session',
    permission: 'evidence.approve',
    audit: 'opening.session-begun',
    params: ByUuid,
    summary:
      'Where a custodian hands in his share: a process of its own, which ends when not enough shares come in time',
    body: Nothing,
    reply: ShareSession,
  },
  'openings.approve': {
    method: 'POST',
    path: '/api/openings/:id/approvals',
    permission: 'evidence.approve',
    audit: 'opening.approved',
    params: ByUuid,
    summary: 'Approves exactly what was shown by handing in the own share. The last one releases it',
    body: Approving,
    reply: Opening,
  },
  'openings.refuse': {
    method: 'POST',
    path: '/api/openings/:id/refuse',
    permission: 'evidence.approve',
    audit: 'opening.refused',
    params: ByUuid,
    summary: 'A custodian refuses it, with the reason',
    body: Reason,
    reply: Opening,
  },
  'openings.end': {
    method: 'POST',
    path: '/api/openings/:id/end',
    permission: 'evidence.view',
    audit: 'opening.ended',
    params: ByUuid,
    summary: 'Who asked withdraws the request, or closes what was released',
    body: Reason,
    reply: Opening,
  },
  'openings.review': {
    method: 'POST',
    path: '/api/openings/:id/review',
    permission: 'evidence.review',
    audit: 'opening.reviewed',
    params: ByUuid,
    summary: 'A third person finds whether an emergency opening was justified',
    body: ReviewDraft,
    reply: Opening,
  },
  'openings.footage': {
    method: 'GET',
    path: '/api/openings/:id/footage',
    permission: 'evidence.view',
    audit: null,
    perMinute: 6_000,
    params: ByUuid,
    summary:
      'What was released, as fragmented MP4, by HTTP ranges; grows while it is rendered. For who asked, while its time lasts; the first look is in the log',
    reply: 'video/mp4',
  },
});
