import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from './client.ts';
import { openApi } from './openapi.ts';
import { type RouteName, routes } from './routes.ts';

type Operation = {
  operationId: string;
  security: object[];
  'x-permission': string;
  parameters: { name: string }[];
};

test('every route of the table is in the document, with its permission and its parameters', () => {
  const document = openApi('1.2.3') as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  assert.deepEqual(
    operations.map(({ operation }) => operation.operationId).sort(),
    Object.keys(routes).sort(),
  );
  for (const { path, method, operation } of operations) {
    const route = routes[operation.operationId as RouteName];
    assert.equal(path, route.path.replace(/:(\w+)/g, '{$1}'));
    assert.equal(method.toUpperCase(), route.method);
    assert.equal(operation['x-permission'], route.permission);
    assert.equal(operation.security.length === 0, route.permission === 'public');
    for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
      assert.ok(
        operation.parameters.some((parameter) => parameter.name === name),
        `${path} describes ${name}`,
      );
    }
  }
});

test('an address carries its parameters, whatever signs they hold', () => {
  const query = { fromMs: 1, toMs: 2, zoneId: undefined };
  assert.equal(
    addressOf('measures.list', { params: { id: 'a/b ?' }, query }),
    '/api/cameras/a%2Fb%20%3F/measures?fromMs=1&toMs=2',
  );
  assert.throws(() => addressOf('cameras.get'), /cameras.get needs the parameter id/);
});
