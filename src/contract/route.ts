import type { z } from 'zod';
import type { Permission } from '../core/access.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `public` is spelled out: a route without a permission does not compile. */
export type Route = {
  readonly method: Method;
  /** Path with `:name` parameters, each described in `params`. */
  readonly path: `/${string}`;
  readonly permission: Permission | 'public';
  /** Name of the audit entry a successful call leaves; null only for reads. */
  readonly audit: string | null;
  /** A POST that changes nothing: what it asks about does not fit into an address. */
  readonly isRead?: true;
  /** Replaces what was a moment ago and stands in no log, because a log of it must not be kept: where a unit is, what a screen shows. */
  readonly isFleeting?: true;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A JSON shape, or the media type of a body that is not JSON. */
  readonly reply:
    | z.ZodType
    | 'image/jpeg'
    /** A picture of the site's own, whose type its handler names. */
    | 'image/*'
    | 'video/mp4'
    | 'application/zip'
    | 'application/pdf'
    | 'text/event-stream'
    | 'websocket';
  /** Of a body, where it may be more than the server's default. */
  readonly mostBodyBytes?: number;
  /** Requests per minute and address; the default is the server's. */
  readonly perMinute?: number;
};

/** Keeps a table's literal types. A route that changes something must name its audit entry. */
export function defineRoutes<const T extends { readonly [name: string]: Route & ReadOrAudited }>(
  table: T,
): T {
  return table;
}

type ReadOrAudited =
  | { readonly method: 'GET' }
  | { readonly method: 'POST'; readonly isRead: true; readonly audit: null }
  | { readonly method: 'PUT'; readonly isFleeting: true; readonly audit: null }
  | { readonly method: Exclude<Method, 'GET'>; readonly isRead?: never; readonly audit: string };
