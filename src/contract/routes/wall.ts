/** The video wall. */
import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import { Id } from '../shapes.ts';
import {
  Wall,
  WallLayout,
  WallLayoutChange,
  WallLayoutDraft,
  WallPush,
  WallTour,
  WallTourDraft,
} from '../wall.ts';
import { ByUuid, Nothing, Version } from './parameters.ts';

export const wallRoutes = defineRoutes({
  'wall.get': {
    method: 'GET',
    path: '/api/wall',
    permission: 'media.view',
    audit: null,
    summary: 'Saved layouts, tours, and what is pushed to every wall now',
    reply: Wall,
  },
  'wall.layouts.create': {
    method: 'POST',
    path: '/api/wall/layouts',
    permission: 'wall.write',
    audit: 'wall.layout-created',
    summary: 'Saves a layout for everybody',
    body: WallLayoutDraft,
    reply: WallLayout,
  },
  'wall.layouts.update': {
    method: 'PUT',
    path: '/api/wall/layouts/:id',
    permission: 'wall.write',
    audit: 'wall.layout-changed',
    params: ByUuid,
    summary: 'Changes a layout; walls that show it follow',
    body: WallLayoutChange,
    reply: WallLayout,
  },
  'wall.layouts.delete': {
    method: 'DELETE',
    path: '/api/wall/layouts/:id',
    permission: 'wall.write',
    audit: 'wall.layout-removed',
    params: ByUuid,
    summary: 'Removes a layout that no tour shows',
    reply: Nothing,
  },
  'wall.tours.create': {
    method: 'POST',
    path: '/api/wall/tours',
    permission: 'wall.write',
    audit: 'wall.tour-created',
    summary: 'Saves a tour: layouts that follow one another, each for its time',
    body: WallTourDraft,
    reply: WallTour,
  },
  'wall.tours.update': {
    method: 'PUT',
    path: '/api/wall/tours/:id',
    permission: 'wall.write',
    audit: 'wall.tour-changed',
    params: ByUuid,
    summary: 'Changes a tour; walls that show it follow',
    body: WallTourDraft.extend(Version.shape),
    reply: WallTour,
  },
  'wall.tours.delete': {
    method: 'DELETE',
    path: '/api/wall/tours/:id',
    permission: 'wall.write',
    audit: 'wall.tour-removed',
    params: ByUuid,
    summary: 'Removes a tour',
    reply: Nothing,
  },
  'wall.push': {
    method: 'POST',
    path: '/api/wall/pushes',
    permission: 'wall.write',
    audit: 'wall.pushed',
    summary: 'Puts a camera before everybody who has a wall open, for five minutes, with the name of who did',
    body: z.object({ cameraId: Id, alarmId: z.uuid().nullable().default(null) }),
    reply: WallPush,
  },
  'wall.unpush': {
    method: 'DELETE',
    path: '/api/wall/pushes/:id',
    permission: 'wall.write',
    audit: 'wall.push-removed',
    params: ByUuid,
    summary: 'Takes a pushed camera off every wall',
    reply: Nothing,
  },
});
