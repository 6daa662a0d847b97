/** Handovers between shifts. */
import { z } from 'zod';
import { Handover, HandoverDraft, HandoverFacts } from '../handovers.ts';
import { defineRoutes } from '../route.ts';
import { ByUuid, Nothing } from './parameters.ts';

export const handoversRoutes = defineRoutes({
  'handovers.list': {
    method: 'GET',
    path: '/api/handovers',
    permission: 'handover.read',
    audit: null,
    summary: 'Handovers, newest first; the newest waits until somebody takes it over',
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    reply: z.array(Handover),
  },
  'handovers.facts': {
    method: 'GET',
    path: '/api/handover-facts',
    permission: 'handover.read',
    audit: null,
    summary:
      'What a handover would say now: open incidents, unacknowledged and shelved alarms, cameras that do not measure',
    reply: HandoverFacts,
  },
  'handovers.create': {
    method: 'POST',
    path: '/api/handovers',
    permission: 'handover.write',
    audit: 'handover.written',
    summary:
      'Writes a handover: the facts of this moment and the words of who goes. Replaces one that still waits',
    body: HandoverDraft,
    reply: Handover,
  },
  'handovers.take': {
    method: 'POST',
    path: '/api/handovers/:id/take',
    permission: 'handover.write',
    audit: 'handover.taken',
    params: ByUuid,
    summary: 'The next shift has read it and takes over. Not the one who wrote it',
    body: Nothing,
    reply: Handover,
  },
});
