import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { type RouteName, routes } from '../../contract/routes.ts';
import type { Centre } from '../centre.ts';
import { handlersOf } from '../handlers/index.ts';
import { logFailure } from '../log-failure.ts';
import { TooBusy } from '../passwords.ts';
import { isDatabaseDown } from '../store/database.ts';
import { isKnownHost, unknownHost } from './access.ts';
import { databaseIsDown, Refusal, refuse, sendProblem } from './problem.ts';
import { type Serving, serveRoute } from './serve-route.ts';
import { serveStaticFiles } from './static-files.ts';

export type ServerOptions = {
  readonly centre: Centre;
  /** Built console; null serves the API alone. */
  readonly consoleDirectory: string | null;
  /** PEM. Null: plain HTTP, on localhost only. */
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Requests per minute and address where the route table names none. */
  readonly perMinute?: number;
  /** False only in tests, which ask more often in a second than people in an hour. */
  readonly hasRateLimits?: boolean;
};

export type RunningServer = { readonly url: string; close(): Promise<void> };

/** Enough for 100 zones of 50 points; pictures and films do not come in this way. */
const maxBodyBytes = 1_000_000;
const beatEveryMs = 15_000;

/** @throws Error that says what to do when the port is taken or not allowed. */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { centre, host, tls } = options;
  let port = options.port;
  const isLocalOnly = host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
  if (tls === null && !isLocalOnly) {
    throw new Error(`plain HTTP is for localhost only: give a certificate to listen on ${host} (listen.tls)`);
  }
  const app = (
    tls === null
      ? Fastify(fastifyOptions)
      : Fastify({ ...fastifyOptions, https: { cert: tls.certificate, key: tls.key } })
  ) as FastifyInstance;

  app.decorateRequest('who', null);
  app.addHook('onRequest', async (request, reply) => {
    if (!isKnownHost(request.headers.host, isLocalOnly)) return sendProblem(reply, unknownHost, request.url);
  });
  await app.register(helmet, helmetOptions);
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    allowList: () => options.hasRateLimits === false,
    errorResponseBuilder: (_, context) =>
      refuse(429, 'too-many-requests', `Too many requests from this address. Try again in ${context.after}`, {
        retryAfterS: context.ttl / 1_000,
      }) as unknown as Error,
  });
  await app.register(websocket, { options: { maxPayload: 1_024, perMessageDeflate: false } });
  app.setErrorHandler((error: unknown, request, reply) =>
    sendProblem(reply, problemOf(error, centre, request), request.url),
  );

  // Ports share cookies: two Lamplighters on one machine must not sign each other's people out.
  const cookieName = () => `${tls === null ? '' : '__Host-'}lamplighter-${port}`;
  const serving: Serving = {
    gate: { sessions: centre.sessions, cookieName, isTls: tls !== null },
    handlers: handlersOf(centre),
    connections: centre.connections,
    clock: centre.clock,
    log: centre.log,
    perMinute: options.perMinute ?? 1_200,
  };
  await app.register(async (scope) => {
    for (const name of Object.keys(routes) as RouteName[]) serveRoute(scope, name, serving);
  });
  app.get('/healthz', async () => ({ status: 'ok' }));
  await serveStaticFiles(app, {
    consoleDirectory: options.consoleDirectory,
    tiles: centre.config.map.tiles,
    isSignedIn: async (token) => token !== undefined && (await centre.sessions.find(token)) !== null,
    cookieName,
  });

  try {
    await app.listen({ host, port });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw Object.assign(new Error(explainListen(cause, host, port), { cause }), { code });
  }
  const address = app.server.address();
  if (typeof address === 'object' && address !== null) port = address.port;
  const beat = setInterval(() => {
    centre.live.beat();
    void centre.connections.revalidate();
  }, beatEveryMs);
  beat.unref();
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `${tls === null ? 'http' : 'https'}://${name}:${port}`,
    async close() {
      clearInterval(beat);
      centre.connections.closeWhere(() => true);
      await app.close();
    },
  };
}

const fastifyOptions = {
  bodyLimit: maxBodyBytes,
  // Streams last as long as they last; a request that is being sent has a minute.
  requestTimeout: 60_000,
  forceCloseConnections: true,
  routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
} as const;

const helmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // MapLibre's worker and its like are made from blobs.
      workerSrc: ["'self'", 'blob:'],
      childSrc: ['blob:'],
      // Mantine writes inline styles.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // A self-signed certificate under HSTS could not even be accepted once by hand.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' as const },
  xFrameOptions: { action: 'deny' as const },
};

function problemOf(error: unknown, centre: Centre, request: FastifyRequest): Refusal {
  const where = `${request.method} ${request.routeOptions.url}`;
  const mostKB = Math.floor((request.routeOptions.bodyLimit ?? maxBodyBytes) / 1_000);
  if (error instanceof Refusal) return error;
  if (isDatabaseDown(error)) {
    centre.watch.look();
    return databaseIsDown;
  }
  if (error instanceof TooBusy) {
    return refuse(
      429,
      'too-many-requests',
      'Too many people sign in at this moment. Try again in a few seconds',
      {
        retryAfterS: 3,
      },
    );
  }
  const { code, statusCode } = error as Partial<FastifyError>;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse(413, 'too-large', `A request has at most ${mostKB} kB. Send less at once`);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refuse(415, 'not-json', 'The body must be JSON: content-type: application/json');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return refuse(400, 'invalid', 'The body is empty, though its content-type says JSON', {
        errors: [{ path: 'body', message: 'is empty' }],
      });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return refuse(statusCode, 'invalid', `The request cannot be read: ${(error as Error).message}`, {
      errors: [{ path: 'body', message: (error as Error).message }],
    });
  }
  logFailure(centre.log, `${where} failed`, error);
  return refuse(
    500,
    'internal',
    'Something went wrong inside the server, and the log says what. Nothing was changed; try again',
  );
}

function explainListen(cause: unknown, host: string, port: number): string {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken: another Lamplighter, or another program, listens there. Stop it, or choose another port (listen.port)`;
    case 'EACCES':
      return `port ${port} needs rights this user does not have. Choose one above 1023 (listen.port)`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}. Correct listen.host`;
    default:
      return `cannot listen on ${host}:${port}`;
  }
}
