import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { defineRoutes, type Route } from './route.ts';
import { routes } from './routes.ts';

const base = { path: '/x', permission: 'site.read', summary: 'x', reply: z.object({}) } as const;

test('a route that changes something without an audit entry does not compile', () => {
  defineRoutes({ a: { ...base, method: 'GET', audit: null } });
  defineRoutes({ a: { ...base, method: 'POST', audit: 'x.changed' } });
  defineRoutes({ a: { ...base, method: 'POST', isRead: true, audit: null } });
  // @ts-expect-error a POST that is not said to be a read
  defineRoutes({ a: { ...base, method: 'POST', audit: null } });
  // @ts-expect-error only a POST may ask in its body
  defineRoutes({ a: { ...base, method: 'PUT', isRead: true, audit: null } });
  // @ts-expect-error a read leaves no audit entry
  defineRoutes({ a: { ...base, method: 'POST', isRead: true, audit: 'x.changed' } });
});

test('the only questions asked by POST are of what is not kept: a file, a rule, a calibration', () => {
  const asked = Object.entries(routes as { [name: string]: Route }).filter(([, route]) => route.isRead);
  assert.deepEqual(
    asked.map(([name]) => name),
    [
      'cameras.import.preview',
      'rules.try',
      'calibration.preview',
      'calibration.propose',
      'procedures.import.preview',
    ],
  );
});

test('the only things changed without an audit entry are what a screen shows and where units are', () => {
  const fleeting = Object.entries(routes as { [name: string]: Route }).filter(
    ([, route]) => route.isFleeting,
  );
  assert.deepEqual(
    fleeting.map(([name]) => name),
    ['events.watch', 'units.position', 'unit.position'],
  );
});

test('no two routes answer to the same method and path', () => {
  const seen = Object.values(routes as { [name: string]: Route }).map(
    ({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`,
  );
  assert.deepEqual(
    seen.filter((one, i) => seen.indexOf(one) !== i),
    [],
  );
});
