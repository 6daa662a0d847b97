/** How far a camera is off, measured by people. */
import { z } from 'zod';
import { wantedFrames } from '../../core/score/accuracy-card.ts';
import { AccuracyCard, AccuracyDraft, AccuracyResult, Labelling, LabellingStart } from '../accuracy.ts';
import { defineRoutes } from '../route.ts';
import { ById, Nothing } from './parameters.ts';

export const accuracyRoutes = defineRoutes({
  'accuracy.list': {
    method: 'GET',
    path: '/api/accuracy',
    permission: 'measure.read',
    audit: null,
    summary: 'The newest accuracy card of each camera that has one',
    reply: z.array(AccuracyCard),
  },
  'accuracy.ofCamera': {
    method: 'GET',
    path: '/api/cameras/:id/accuracy',
    permission: 'measure.read',
    audit: null,
    params: ById,
    summary: 'Accuracy cards of a camera, newest first',
    reply: z.array(AccuracyCard),
  },
  'accuracy.create': {
    method: 'POST',
    path: '/api/cameras/:id/accuracy',
    permission: 'accuracy.label',
    audit: 'accuracy.measured',
    params: ById,
    summary: 'Makes an accuracy card of labelled frames and drawn events, and removes the frames',
    body: AccuracyDraft,
    reply: AccuracyResult,
  },
  'labelling.get': {
    method: 'GET',
    path: '/api/cameras/:id/labelling',
    permission: 'accuracy.label',
    audit: null,
    params: ById,
    summary: 'The frames collected to be labelled, without what the camera counted in them',
    reply: z.object({ labelling: Labelling.nullable() }),
  },
  'labelling.start': {
    method: 'POST',
    path: '/api/cameras/:id/labelling',
    permission: 'accuracy.label',
    audit: 'labelling.started',
    params: ById,
    summary: `Collects ${wantedFrames} masked frames to be labelled; they are removed with the card, or after a day`,
    body: LabellingStart,
    reply: z.object({ labelling: Labelling }),
  },
  'labelling.discard': {
    method: 'DELETE',
    path: '/api/cameras/:id/labelling',
    permission: 'accuracy.label',
    audit: 'labelling.discarded',
    params: ById,
    summary: 'Removes the collected frames without making a card',
    reply: Nothing,
  },
  'labelling.picture': {
    method: 'GET',
    path: '/api/cameras/:id/labelling/frames/:frameId/picture',
    permission: 'accuracy.label',
    audit: null,
    params: ById.extend({ frameId: z.uuid() }),
    summary: 'One collected masked frame',
    reply: 'image/jpeg',
  },
});
