/** Turns one row of the route table into a Fastify route: access, shapes in, handler, shape out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Route } from '../../contract/route.ts';
import { type RouteName, routes } from '../../contract/routes.ts';
import type { Connections } from '../connections.ts';
import type { LiveSink } from '../live.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Clock } from '../ports.ts';
import type { SignedIn } from '../sessions.ts';
import type { AuditDraft } from '../store/audit.ts';
import { admit, type Gate } from './access.ts';
import {
  type Call,
  type Handlers,
  type Jpeg,
  type Mp4,
  type Picture,
  type SocketHandler,
  type StreamHandler,
  WrittenJson,
} from './call.ts';
import { notBeyondText } from './plain-text.ts';
import { invalid, Refusal, refuse, sendProblem } from './problem.ts';
import { sendBytes } from './send-bytes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    who: SignedIn | null;
  }
}

export type Serving = {
  readonly gate: Gate;
  readonly handlers: Handlers;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly log: Log;
  /** Requests per minute and address where the table names none. */
  readonly perMinute: number;
};

type AnyCall = Call<RouteName>;
type AnyHandler = (call: AnyCall) => Promise<unknown>;

export function serveRoute(app: FastifyInstance, name: RouteName, serving: Serving): void {
  const route: Route = routes[name];
  const handler = serving.handlers[name] as unknown as AnyHandler;
  const shared = {
    method: route.method,
    url: route.path,
    ...(route.mostBodyBytes === undefined ? {} : { bodyLimit: route.mostBodyBytes }),
    config: { rateLimit: { max: route.perMinute ?? serving.perMinute, timeWindow: 60_000 } },
    // Before the body is read: a stranger's megabyte is not worth parsing.
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      const who = await admit(serving.gate, route, request);
      if (who instanceof Refusal) return sendProblem(reply, who, request.url);
      request.who = who;
    },
  };
  if (route.reply === 'websocket') {
    app.route({
      ...shared,
      handler: async (request, reply) =>
        sendProblem(reply, refuse(426, 'websocket-only', 'This address speaks WebSocket only'), request.url),
      wsHandler: (socket, request) => serveSocket(socket, request, { name, route, handler, serving }),
    });
    return;
  }
  app.route({
    ...shared,
    handler: async (request, reply) => {
      const { call, wasRecorded } = callOf(request, reply, { name, route, serving });
      if (call instanceof Refusal) return sendProblem(reply, call, request.url);
      const result = await handler(call);
      if (result instanceof Refusal) return sendProblem(reply, result, request.url);
      if (route.audit !== null && !wasRecorded())
        throw new Error(`${name} changed something and left no audit entry`);
      return answer(reply, route, result, { request, name, serving });
    },
  });
}

async function answer(
  reply: FastifyReply,
  route: Route,
  result: unknown,
  { request, name, serving }: { request: FastifyRequest; name: RouteName; serving: Serving },
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store');
  if (route.reply === 'image/*') {
    const { bytes, type } = result as Picture;
    return reply.type(type).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }
  if (route.reply === 'image/jpeg') {
    const { jpeg, capturedAtMs } = result as Jpeg;
    if (capturedAtMs !== undefined) reply.header('x-captured-at-ms', String(capturedAtMs));
    return reply.type('image/jpeg').send(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength));
  }
  if (route.reply === 'video/mp4' || route.reply === 'application/zip' || route.reply === 'application/pdf') {
    return sendBytes(reply, result as Mp4, { range: request.headers.range, type: route.reply, request });
  }
  if (route.reply === 'text/event-stream') {
    await serveStream(reply, result as StreamHandler, { request, route, serving });
    return reply;
  }
  if (route.reply instanceof z.ZodType) {
    reply.type('application/json; charset=utf-8');
    if (result instanceof WrittenJson) return reply.send(result.text);
    const checked = route.reply.safeParse(result);
    if (!checked.success)
      throw new Error(`${name} answers what its shape does not allow`, { cause: checked.error });
    return reply.send(JSON.stringify(checked.data));
  }
  throw new Error(`${name} has a reply nobody serves`);
}

/** Checks every part against its shape. */
function callOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, route, serving }: { name: RouteName; route: Route; serving: Serving },
): { call: AnyCall | Refusal; wasRecorded: () => boolean } {
  const parts: { [part: string]: unknown } = {};
  let isRecorded = false;
  for (const part of ['params', 'query', 'body'] as const) {
    const shape = route[part];
    if (shape === undefined) continue;
    const unfit = notBeyondText(part, request[part]);
    if (unfit !== null) return { call: unfit, wasRecorded: () => false };
    const checked = shape.safeParse(part === 'body' ? (request.body ?? undefined) : request[part]);
    if (!checked.success) return { call: invalid(part, checked.error), wasRecorded: () => false };
    parts[part] = checked.data;
  }
  const nowMs = serving.clock.nowMs();
  const lastEventId = request.headers['last-event-id'];
  const call = {
    params: parts.params,
    query: parts.query,
    body: parts.body,
    who: request.who,
    address: request.ip,
    nowMs,
    lastEventId: typeof lastEventId === 'string' ? lastEventId : null,
    entry(target: string | null, detail: AuditDraft['detail'], who?: string): AuditDraft {
      if (route.audit === null) throw new Error(`${name} is a read: it has no audit entry`);
      isRecorded = true;
      return {
        atMs: nowMs,
        who: who ?? request.who?.userName ?? 'nobody',
        action: route.audit,
        target,
        detail,
      };
    },
    cookie: {
      set: (token: string, expiresAtMs: number) =>
        void reply.setCookie(serving.gate.cookieName(), token, {
          path: '/',
          httpOnly: true,
          sameSite: 'strict',
          secure: serving.gate.isTls,
          expires: new Date(expiresAtMs),
        }),
      clear: () =>
        void reply.clearCookie(serving.gate.cookieName(), {
          path: '/',
          httpOnly: true,
          sameSite: 'strict',
          secure: serving.gate.isTls,
        }),
    },
  };
  return { call: call as unknown as AnyCall, wasRecorded: () => isRecorded };
}

async function serveStream(
  reply: FastifyReply,
  open: StreamHandler,
  { request, route, serving }: { request: FastifyRequest; route: Route; serving: Serving },
): Promise<void> {
  const response = reply.raw;
  let client: { leave(): void } | null = null;
  let isClosed = false;
  const sink: LiveSink = {
    write(text) {
      if (isClosed) return true;
      begin();
      return response.write(text);
    },
    onDrain: (listener) => void response.on('drain', listener),
    close: () => response.destroy(),
  };
  /** Headers go out with the first event: until then an error can still be answered as a problem. */
  function begin(): void {
    if (response.headersSent) return;
    reply.hijack();
    response.writeHead(200, {
      ...(reply.getHeaders() as { [name: string]: string }),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies that buffer would hold back alarms.
      'x-accel-buffering': 'no',
    });
  }
  const forget = serving.connections.add({
    session: request.who!,
    permission: route.permission === 'public' ? 'site.read' : route.permission,
    close: () => sink.close(),
  });
  response.on('close', () => {
    isClosed = true;
    forget();
    client?.leave();
  });
  try {
    client = await open(sink);
    if (isClosed) client.leave();
  } catch (cause) {
    forget();
    if (response.headersSent) response.destroy();
    else throw cause;
  }
}

async function serveSocket(
  socket: WebSocket,
  request: FastifyRequest,
  { name, route, handler, serving }: { name: RouteName; route: Route; handler: AnyHandler; serving: Serving },
): Promise<void> {
  // Nothing is expected from a viewer; an error is followed by 'close'.
  socket.on('error', () => {});
  try {
    const { call } = callOf(request, {} as FastifyReply, { name, route, serving });
    const result = call instanceof Refusal ? call : await handler(call);
    if (result instanceof Refusal) {
      socket.close(result.status === 404 ? 4404 : 4400, result.detail.slice(0, 120));
      return;
    }
    const forget = serving.connections.add({
      session: request.who!,
      permission: route.permission === 'public' ? 'site.read' : route.permission,
      close: () => socket.close(4401, 'the session has ended'),
    });
    socket.on('close', forget);
    if (socket.readyState !== socket.OPEN) forget();
    else (result as SocketHandler)(socket);
  } catch (cause) {
    logFailure(serving.log, `${name} failed`, cause);
    socket.close(1011, 'internal error');
  }
}
