/** The API as OpenAPI 3.1, from the route table. */
import { z } from 'zod';
import type { Route } from './route.ts';
import { type RouteName, routes } from './routes.ts';
import { Problem } from './shapes.ts';

type Json = { [key: string]: unknown };

const sessionCookie = 'session';
const csrfHeader = 'csrf';

/** @param version of the product. */
export function openApi(version: string): Json {
  const paths: { [path: string]: { [method: string]: Json } } = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lamplighter',
      version,
      description:
        'Situations, never identities. Times are UTC milliseconds. Errors are application/problem+json (RFC 9457). ' +
        'Changing requests carry the session cookie and its x-csrf-token.',
      license: { name: 'GPL-3.0-or-later', identifier: 'GPL-3.0-or-later' },
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(Problem, 'output') },
      responses: {
        Problem: {
          description: 'What happened, to what, and what to do',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        [sessionCookie]: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-lamplighter-<port>',
          description:
            'Set by POST /api/session. Without TLS (localhost only) the name has no __Host- prefix',
        },
        [csrfHeader]: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
      },
    },
  };
}

function operation(name: RouteName, route: Route): Json {
  const isPublic = route.permission === 'public';
  const isChange = route.method !== 'GET';
  const security = { [sessionCookie]: [], ...(isChange ? { [csrfHeader]: [] } : {}) };
  return {
    operationId: name,
    summary: route.summary,
    tags: [name.split('.')[0]],
    'x-permission': route.permission,
    ...(route.audit === null ? {} : { 'x-audit': route.audit }),
    security: isPublic ? [] : [security],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(route.body, 'input') } },
          },
        }),
    responses: { ...success(route), default: { $ref: '#/components/responses/Problem' } },
  };
}

function success(route: Route): Json {
  if (route.reply === 'websocket') {
    return { 101: { description: 'The masked stream: a text header, then one binary message a frame' } };
  }
  if (route.reply === 'image/*') {
    return { 200: { description: 'A picture', content: { 'image/*': {} } } };
  }
  if (route.reply === 'image/jpeg') {
    return { 200: { description: 'A masked picture', content: { 'image/jpeg': {} } } };
  }
  if (route.reply === 'video/mp4' || route.reply === 'application/zip' || route.reply === 'application/pdf') {
    const content = { [route.reply]: {} };
    const description = {
      'video/mp4': 'Masked footage, whole',
      'application/zip': 'The bundle, whole',
      'application/pdf': 'The report, whole',
    }[route.reply];
    return {
      200: { description, content },
      206: { description: 'The range that was asked for', content },
    };
  }
  if (route.reply === 'text/event-stream') {
    return { 200: { description: 'Server-sent events', content: { 'text/event-stream': {} } } };
  }
  const schema = jsonSchema(route.reply, 'output');
  return { 200: { description: 'Done', content: { 'application/json': { schema } } } };
}

function parameters(shape: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (shape === undefined) return [];
  return Object.entries(shape.shape).map(([name, field]) => {
    const isOptional = (field as z.ZodType).safeParse(undefined).success;
    return {
      name,
      in: place,
      required: place === 'path' || !isOptional,
      // Text is what stands in an address; what it becomes is what is said here.
      schema: jsonSchema(field as z.ZodType, 'output'),
    };
  });
}

function jsonSchema(shape: z.ZodType, io: 'input' | 'output'): Json {
  const {
    $schema: _,
    '~standard': __,
    ...schema
  } = z.toJSONSchema(shape, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  }) as Json;
  return schema;
}
