import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { byteRange } from './byte-range.ts';
import type { Mp4 } from './call.ts';
import { notFound, sendProblem } from './problem.ts';

/** The whole, or the part that was asked for. Never kept by a browser: footage is gone when it is deleted. */
export async function sendBytes(
  reply: FastifyReply,
  media: Mp4,
  {
    range: header,
    type,
    request,
  }: { readonly range: string | undefined; readonly type: string; readonly request: FastifyRequest },
): Promise<FastifyReply> {
  const { totalBytes, etag } = media;
  // A part of other bytes than the browser knows would not fit what it has.
  const asked = request.headers['if-range'];
  const isSame = asked === undefined || (etag !== null && asked === `"${etag}"`);
  const range = byteRange(isSame ? header : undefined, totalBytes);
  reply.header('accept-ranges', 'bytes');
  if (media.fileName !== undefined) {
    reply.header('content-disposition', `attachment; filename="${media.fileName}"`);
  }
  if (etag !== null) reply.header('etag', `"${etag}"`);
  if (range === 'none') {
    return reply.code(416).header('content-range', `bytes */${totalBytes}`).send();
  }
  const span = range ?? { offset: 0, length: totalBytes };
  const bytes = await media.stream(span);
  if (bytes === null) return sendProblem(reply, notFound('This footage'), request.url);
  if (range !== null) {
    const last = span.offset + span.length - 1;
    reply.code(206).header('content-range', `bytes ${span.offset}-${last}/${totalBytes}`);
  }
  return reply
    .header('content-length', String(span.length))
    .type(type)
    .send(Readable.from(bytes, { objectMode: false }));
}
