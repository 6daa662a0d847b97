import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';

const nowMs = 1_700_000_100_000;
let started: StartedCentre;
before(async () => {
  started = await startCentre({
    clock: { nowMs: () => nowMs },
    config: () => ({ site: { name: 'Вокзал' }, cameras: [squareCamera()] }),
  });
});
after(() => started.stop());

let count = 0;
async function incidentWith(jpeg: Uint8Array): Promise<string> {
  const one = situation(`report-${++count}`);
  started.fleet.say({ type: 'situation', phase: 'began', situation: one, jpeg });
  await started.centre.engine.settled();
  const operator = await started.as('operator');
  const alarms = await operator.call('alarms.list', { query: {} });
  const alarmId = alarms.find(({ situationId }) => situationId === one.id)!.id;
  const { id } = await operator.call('incidents.create', {
    body: { origin: 'alarm', alarmIds: [alarmId], words: 'Двое на пути. '.repeat(280) },
  });
  return id;
}

async function pdfOf(id: string, language: 'en' | 'ru'): Promise<Buffer> {
  const viewer = await started.as('viewer');
  const file = await viewer.call('incidents.reportFile', { params: { id }, query: { language } });
  return Buffer.from(await file.arrayBuffer());
}

test('a situation report is a PDF with the masked picture of its alarm, over as many pages as it takes', async () => {
  const jpeg = new Uint8Array(
    await sharp({ create: { width: 64, height: 36, channels: 3, background: '#335577' } })
      .jpeg()
      .toBuffer(),
  );
  const id = await incidentWith(jpeg);
  const pdf = await pdfOf(id, 'ru');
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const text = pdf.toString('latin1');
  assert.equal(text.match(/\/Subtype \/Image/g)?.length, 1);
  assert.ok(pdf.includes(Buffer.from(jpeg)), 'the picture is in it as it is kept');
  assert.ok(text.match(/\/Type \/Page\b/g)!.length >= 2);
  assert.match(text, /\/Lang \(ru\)/);
  assert.deepEqual(await pdfOf(id, 'ru'), pdf, 'the same report gives the same bytes');
  assert.notDeepEqual(await pdfOf(id, 'en'), pdf);
});

test('a picture that cannot be read does not keep the report from being made', async () => {
  const pdf = await pdfOf(await incidentWith(new Uint8Array([0xff, 0xd8, 0xff, 0xd9])), 'en');
  assert.doesNotMatch(pdf.toString('latin1'), /\/Subtype \/Image/);
});

test('as text it is the same report', async () => {
  const viewer = await started.as('viewer');
  const id = await incidentWith(new Uint8Array([0xff, 0xd8, 0xff, 0xd9]));
  const { text } = await viewer.call('incidents.report', { params: { id }, query: { language: 'ru' } });
  assert.match(text, /^Сводка о происшествии \d+\nВторжение: Track 2 · Вокзал\n/);
});
