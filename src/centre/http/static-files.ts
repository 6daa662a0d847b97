import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { notFound, refuse, sendProblem } from './problem.ts';

/** The console's files, its single page for every path of its own, and the map's tiles in ranges. */
export async function serveStaticFiles(
  app: FastifyInstance,
  options: {
    readonly consoleDirectory: string | null;
    /** PMTiles file. */
    readonly tiles: string | null;
    readonly isSignedIn: (token: string | undefined) => Promise<boolean>;
    readonly cookieName: () => string;
  },
): Promise<void> {
  const { consoleDirectory, tiles } = options;
  const hasConsole = consoleDirectory !== null && existsSync(join(consoleDirectory, 'index.html'));
  if (hasConsole) {
    await app.register(fastifyStatic, {
      root: resolve(consoleDirectory),
      wildcard: true,
      index: ['index.html'],
      setHeaders(response, path) {
        // Vite names what it builds after its content: it never changes.
        const isHashed = path.includes(`${join(resolve(consoleDirectory), 'assets')}`);
        response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  } else {
    await app.register(fastifyStatic, { root: resolve('.'), serve: false });
  }
  serveVerifyPage(app, consoleDirectory === null ? null : resolve(consoleDirectory, '../verify.html'));
  app.get('/map/tiles.pmtiles', async (request, reply) => {
    if (!(await options.isSignedIn(request.cookies[options.cookieName()]))) {
      return sendProblem(reply, refuse(401, 'not-signed-in', 'Sign in to see the map'), request.url);
    }
    if (tiles === null || !existsSync(tiles))
      return sendProblem(reply, notFound('A map file (map.tiles)'), request.url);
    const file = resolve(tiles);
    return reply.type('application/octet-stream').sendFile(basename(file), dirname(file), { maxAge: 60_000 });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    const isPage =
      request.method === 'GET' &&
      !path.startsWith('/api/') &&
      !path.startsWith('/map/') &&
      // A missing file is missing; only paths of the console's own are its page.
      !/\.[a-z0-9]+$/i.test(path);
    if (isPage && hasConsole) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    if (isPage && path === '/') {
      return sendProblem(
        reply,
        refuse(
          404,
          'no-console',
          'The console is not built. Run npm start, which builds it, or build it with vite',
        ),
        request.url,
      );
    }
    return sendProblem(reply, refuse(404, 'not-found', `There is nothing at ${path}`), request.url);
  });
}

/** The page that verifies exhibits: for anybody, also to be kept. It brings its own, stricter policy; ours would stop its script. */
function serveVerifyPage(app: FastifyInstance, file: string | null): void {
  const page = file !== null && existsSync(file) ? readFileSync(file, 'utf8') : null;
  const [, policy = "default-src 'none'"] =
    /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page ?? '') ?? [];
  app.get('/verify.html', async (request, reply) => {
    if (page === null) return sendProblem(reply, notFound('The page that verifies exhibits'), request.url);
    return reply
      .header('content-security-policy', `${policy}; frame-ancestors 'none'`)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page);
  });
}
