/** Whatever is sent, by whoever: an answer, a problem at worst, never a 500. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { addressOf } from '../../src/contract/client.ts';
import type { Route } from '../../src/contract/route.ts';
import { type RouteName, routes } from '../../src/contract/routes.ts';
import { squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';

let started: StartedCentre;
before(async () => {
  started = await startCentre({ config: () => ({ cameras: [squareCamera()] }) });
});
after(() => started.stop());

/** Would sign the fuzzer out, or hang on purpose. */
const left: readonly RouteName[] = ['session.delete', 'password.change', 'events.stream', 'cameras.live'];
const names = (Object.keys(routes) as RouteName[]).filter((name) => !left.includes(name));

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '__proto__',
    "'; drop table audit; --",
    'rtsp://a:b@c/d',
    '***',
    'operator',
    'NaN',
    '1e999',
  ),
);
const number = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(-0, 1e308, 8.64e15, 8.64e15 + 1, 2 ** 31, 2 ** 63),
);
const words = [
  ...[
    'name',
    'password',
    'role',
    'id',
    'version',
    'zones',
    'points',
    'source',
    'analysisUrl',
    'mainUrl',
    'analysisFps',
  ],
  ...[
    'isEnabled',
    'position',
    'latitude',
    'longitude',
    'maskPolicy',
    'maxSidePx',
    'maxPxPerM',
    'shape',
    'rules',
    'kind',
  ],
  ...['image', 'ground', 'x', 'y', 'direction', 'categories', 'holdMs', 'clearMs', 'token', 'purpose'],
];
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('record'),
  ),
  list: fc.array(tie('value'), { maxLength: 9 }),
  record: fc.dictionary(fc.oneof(fc.constantFrom(...words), text), tie('value'), { maxKeys: 8 }),
}));

/** Bodies that fit nearly: what is only found behind the first check. */
const point = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anywhere = fc.record({
  x: fc.double({ noNaN: true, noDefaultInfinity: true }),
  y: fc.double({ noNaN: true, noDefaultInfinity: true }),
});
const nearly = fc.oneof(
  fc.record({
    version: fc.integer({ min: 0, max: 3 }),
    points: fc.array(fc.record({ image: point, ground: anywhere }), { maxLength: 12 }),
  }),
  fc.record({
    version: fc.integer({ min: 0, max: 3 }),
    zones: fc.array(
      fc.record({
        id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,9}$/),
        name: text,
        shape: fc.constantFrom('area', 'line'),
        points: fc.array(point, { maxLength: 6 }),
        direction: fc.constantFrom(null, [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ]),
        rules: fc.constant([]),
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({
    name: text,
    source: fc.record({ analysisUrl: text, analysisFps: number }),
    position: fc.constant(null),
  }),
);

test('no request ends in an error of the centre', async () => {
  const { administrator, url } = started;
  const request = fc.record({
    name: fc.constantFrom(...names),
    id: fc.oneof(fc.constantFrom('square', '00000000-0000-4000-8000-000000000000'), text),
    body: fc.oneof(value, nearly),
    query: fc.dictionary(
      fc.constantFrom('fromMs', 'toMs', 'zoneId', 'all', 'limit'),
      fc.oneof(text, number.map(String)),
    ),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ name, id, body, query }) => {
      const route: Route = routes[name];
      if (!id.isWellFormed()) return;
      const response = await administrator.fetch(
        url +
          addressOf(name, {
            params: Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, key]) => [key, id])),
            query: wellFormed(query),
          }),
        {
          method: route.method,
          headers: {
            'x-csrf-token': administrator.csrfToken(),
            ...(route.body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(route.body === undefined ? {} : { body: JSON.stringify(body) ?? 'null' }),
        },
      );
      const answer = await response.text();
      // No camera runs here, and a question that only its process can answer has to say so.
      const isSilentCamera = response.status === 503 && answer.includes(':camera-silent"');
      assert.ok(
        response.status < 500 || isSilentCamera,
        `${name} ${response.status} ${answer}\n${started.said.at(-1)}`,
      );
      if (response.status >= 400) assert.match(response.headers.get('content-type') ?? '', /problem\+json/);
    }),
    { numRuns: 1_500 },
  );
  await administrator.call('session.get');
});

function wellFormed(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([key, text]) => [key, text.toWellFormed()]));
}
