import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProblemError } from '../../src/contract/client.ts';
import type { ProcedureView } from '../../src/contract/incidents.ts';
import { incidentKinds } from '../../src/core/incident/incident.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../support/start-centre.ts';

let started: StartedCentre;
let administrator: SignedInClient;
before(async () => {
  started = await startCentre();
  administrator = started.administrator;
});
after(() => started.stop());

async function procedure(kind: ProcedureView['kind']): Promise<ProcedureView> {
  const all = await administrator.call('procedures.list');
  return all.find((one) => one.kind === kind)!;
}
const exported = (format: 'yaml' | 'json', kind?: ProcedureView['kind']) =>
  administrator.call('procedures.export', { query: { format, ...(kind === undefined ? {} : { kind }) } });
const imported = (text: string, replaces: { readonly [K in ProcedureView['kind']]?: number } = {}) =>
  administrator.call('procedures.import', { body: { text, replaces } });
const refused = (kind: string, says?: RegExp) => (error: ProblemError) => {
  assert.equal(error.kind, kind);
  if (says !== undefined) assert.match(error.message, says);
  return true;
};

test('a site begins with a procedure for every kind, and writes its own over it, version by version', async () => {
  const all = await administrator.call('procedures.list');
  assert.deepEqual(
    all.map(({ kind, version }) => [kind, version]),
    incidentKinds.map((kind) => [kind, 0]),
  );
  const shipped = await procedure('queue');
  const params = { kind: 'queue' } as const;
  const steps = [...shipped.steps.slice(0, 1), { ...shipped.steps[1]!, text: { ru: 'Откройте кассу 4' } }];
  const own = await administrator.call('procedures.replace', { params, body: { version: 0, steps } });
  assert.deepEqual([own.version, own.madeBy, own.steps], [1, 'admin', steps]);
  assert.deepEqual(await procedure('queue'), own);
  const versions = await administrator.call('procedures.versions', { params });
  assert.deepEqual(
    versions.map(({ version, madeBy }) => [version, madeBy]),
    [
      [1, 'admin'],
      [0, null],
    ],
  );
});

test('an incident keeps the version it began with, whatever the site writes later', async () => {
  const operator = await started.as('operator');
  const { version, steps } = await procedure('damage');
  const incident = await operator.call('incidents.create', { body: { kind: 'damage' } });
  await administrator.call('procedures.replace', {
    params: { kind: 'damage' },
    body: { version, steps: steps.slice(0, 1) },
  });
  const same = await operator.call('incidents.get', { params: { id: incident.id } });
  assert.equal(same.incident.procedure.version, version);
  assert.equal(same.incident.tasks.length, steps.length);
  const next = await operator.call('incidents.create', { body: { kind: 'damage' } });
  assert.deepEqual([next.procedure.version, next.tasks.length], [version + 1, 1]);
});

test('of two administrators who write at once the second is told whose is in force', async () => {
  const { version, steps } = await procedure('fire');
  const write = () =>
    administrator.call('procedures.replace', {
      params: { kind: 'fire' },
      body: { version, steps: steps.slice(1) },
    });
  const results = await Promise.allSettled([write(), write()]);
  const lost = results.filter((one) => one.status === 'rejected');
  assert.equal(lost.length, 1);
  refused(
    'version-conflict',
    /^The procedure for fire has changed: in force is version 1, admin's of /,
  )(lost[0]!.reason as ProblemError);
});

test('what goes out as YAML or JSON comes back as it was, and changes nothing', async () => {
  for (const format of ['yaml', 'json'] as const) {
    const { fileName, text } = await exported(format);
    assert.equal(fileName, `procedures.${format}`);
    const result = await imported(text);
    assert.deepEqual(result.changed, []);
    assert.equal(result.unchanged.length, incidentKinds.length);
  }
  assert.match((await exported('yaml')).text, /Посмотрите на картинку/);
});

test('an edited text becomes the next version; a text from before somebody else’s change is refused whole', async () => {
  const { text } = await exported('yaml', 'loitering');
  const edited = text.replace('Speak to them over the loudspeaker, or send staff.', 'Send somebody to ask.');
  assert.notEqual(edited, text);
  assert.deepEqual((await imported(edited)).changed, ['loitering']);
  const now = await procedure('loitering');
  assert.deepEqual([now.version, now.steps[1]!.text.en], [1, 'Send somebody to ask.']);
  const both = `${text}${(await exported('yaml', 'medical')).text
    .replace('procedures:\n', '')
    .replace('Make room', 'Make much room')}`;
  await assert.rejects(imported(both), refused('version-conflict', /loitering/));
  assert.equal((await procedure('medical')).version, 0);
  assert.deepEqual((await imported(both, { loitering: 1 })).changed.sort(), ['loitering', 'medical']);
});

test('what a text would change is seen before it is taken, and what was seen is what is replaced', async () => {
  const preview = (text: string) => administrator.call('procedures.import.preview', { body: { text } });
  const before = await procedure('left-object');
  const { text } = await exported('yaml', 'left-object');
  const params = { kind: 'left-object' } as const;
  const write = ({ version, steps }: ProcedureView) =>
    administrator.call('procedures.replace', { params, body: { version, steps: steps.slice(1) } });
  const theirs = await write(before);
  const { kind, version, steps } = before;
  assert.deepEqual(await preview(text), [{ inText: { kind, version, steps }, inForce: theirs }]);
  assert.deepEqual(await procedure(kind), theirs, 'a preview changes nothing');

  const newer = await write(theirs);
  await assert.rejects(
    imported(text, { [kind]: theirs.version }),
    refused('version-conflict', /is version 2/),
  );
  assert.deepEqual(await procedure(kind), newer);
  assert.deepEqual((await imported(text, { [kind]: newer.version })).changed, [kind]);
  assert.deepEqual((await procedure(kind)).steps, steps);
  await assert.rejects(preview('procedures: [{ kind: flood }]'), refused('procedure-unfit'));
});

test('a text that cannot be worked is refused with what is wrong and where', async () => {
  const step = '{ id: a, text: { en: Look } }';
  for (const [text, says] of [
    ['procedures: [{ kind: fire', /./],
    ['procedures: [{ kind: flood, version: 0, steps: [] }]', /procedures\.0\.kind/],
    [`procedures: [{ kind: fire, version: 1, steps: [${step}, ${step}] }]`, /fire: names the step a twice/],
    [
      'procedures: [{ kind: fire, version: 1, steps: [{ id: a, text: { en: Look }, dueAfterMs: -5 }] }]',
      /procedures\.0\.steps\.0\.dueAfterMs/,
    ],
    [
      'procedures: [{ kind: fire, version: 1, steps: [{ id: a, text: { en: Tell }, isRequired: true, automatic: { do: notify, to: [x] } }] }]',
      /lets the system do the step a/,
    ],
    ['procedures: &a [{ kind: fire, version: 1, steps: [] }]\nmore: *a', /anchors/],
    [`procedures: [{ kind: fire, version: 1, steps: [{ id: a, text: { en: ' ' } }] }]`, /says nothing/],
  ] as const) {
    await assert.rejects(imported(text), refused('procedure-unfit', says), text);
  }
  // For programs the sentence, for pages in any language what it is made of.
  await assert.rejects(
    imported(`procedures: [{ kind: fire, version: 1, steps: [${step}, ${step}] }]`),
    ({ problem }: ProblemError) => {
      assert.deepEqual(problem.errors, [
        {
          path: 'body.text',
          message: 'fire: names the step a twice',
          code: 'step-twice',
          fields: { kind: 'fire', step: 'a' },
        },
      ]);
      return true;
    },
  );
});

test('an operator reads procedures and writes none', async () => {
  const operator = await started.as('operator');
  assert.equal((await operator.call('procedures.list')).length, incidentKinds.length);
  await assert.rejects(
    operator.call('procedures.import', { body: { text: 'procedures: []' } }),
    (error: ProblemError) => error.status === 403,
  );
  await assert.rejects(
    operator.call('procedures.import.preview', { body: { text: 'procedures: []' } }),
    (error: ProblemError) => error.status === 403,
  );
});
