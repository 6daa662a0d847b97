/** Floor plans: those of the configuration file, and those that are made in a console. */
import { z } from 'zod';
import { FloorPlan, mostPictureBytes, PlanChange, PlanDraft } from '../map-plans.ts';
import { defineRoutes } from '../route.ts';
import { ById, Nothing } from './parameters.ts';

/** A drawing in base64, and the words around it. */
const mostBodyBytes = Math.ceil(mostPictureBytes / 3) * 4 + 10_000;

export const mapPlansRoutes = defineRoutes({
  'map.plans': {
    method: 'GET',
    path: '/api/map/plans',
    permission: 'site.read',
    audit: null,
    summary: 'Floor plans of buildings and where their corners lie; the drawings are asked for one by one',
    reply: z.array(FloorPlan),
  },
  'map.plan': {
    method: 'GET',
    path: '/api/map/plans/:id',
    permission: 'site.read',
    audit: null,
    params: ById,
    summary: 'The drawing of a floor plan: PNG, JPEG or WebP',
    reply: 'image/*',
  },
  'map.plans.create': {
    method: 'POST',
    path: '/api/map/plans',
    permission: 'map.write',
    audit: 'map.plan-created',
    summary: 'Adds a floor plan: a PNG, JPEG or WebP in base64, and where its corners lie',
    body: PlanDraft,
    mostBodyBytes,
    perMinute: 30,
    reply: FloorPlan,
  },
  'map.plans.update': {
    method: 'PUT',
    path: '/api/map/plans/:id',
    permission: 'map.write',
    audit: 'map.plan-changed',
    params: ById,
    summary: 'Changes a floor plan that was made in a console; without a picture the drawing stays',
    body: PlanChange,
    mostBodyBytes,
    perMinute: 60,
    reply: FloorPlan,
  },
  'map.plans.delete': {
    method: 'DELETE',
    path: '/api/map/plans/:id',
    permission: 'map.write',
    audit: 'map.plan-removed',
    params: ById,
    summary: 'Removes a floor plan that was made in a console',
    reply: Nothing,
  },
});
