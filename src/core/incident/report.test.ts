import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advanceIncident, type IncidentEvent } from './advance-incident.ts';
import { logLineKinds } from './log-line.ts';
import { openIncident } from './open-incident.ts';
import { reportOf, reportText } from './report.ts';
import { shippedProcedure } from './shipped/index.ts';
import { sayLine, termsIn, titleOf } from './words/index.ts';

const minuteMs = 60_000;
const nowMs = 20 * minuteMs;
const opened = openIncident(
  {
    origin: 'call',
    kind: 'medical',
    title: null,
    place: 'Лестница к залу Б',
    position: { latitude: 55.75, longitude: 37.61 },
    priority: 'high',
    beganAtMs: 0,
    alarms: [
      {
        id: 'a1',
        kind: 'loitering',
        priority: 'low',
        cameraId: 'hall',
        cameraName: 'Зал Б',
        zoneName: null,
        raisedAtMs: minuteMs,
        hasPicture: true,
      },
    ],
    cameraIds: [],
    words: 'Человек упал',
  },
  shippedProcedure('medical'),
  { id: 'i1', by: 'olga', nowMs: 2 * minuteMs },
);
const steps: IncidentEvent[] = [
  { type: 'taken' },
  { type: 'task-set', taskId: 'confirm', state: 'done', note: 'в сознании' },
  { type: 'held', reason: 'ждём скорую' },
];
const incident = steps.reduce((now, event) => {
  const result = advanceIncident(now, event, { by: 'olga', nowMs: 3 * minuteMs });
  assert.ok(result.ok);
  return result.value;
}, opened.incident);
const about = {
  incident: { ...incident, number: 14 },
  log: opened.lines.map((line, i) => ({
    ...line,
    id: i + 1,
    atMs: 2 * minuteMs,
    who: 'olga',
    hasPicture: line.pictureOf !== null,
  })),
  siteName: 'Вокзал',
  isSimulated: false,
  cameraName: () => 'Зал Б',
  madeBy: 'ivan',
  nowMs,
  time: (atMs: number) => `T+${atMs / minuteMs}`,
};

test('a report says what is known, who does what, what is late and what was written, in the language that was asked', () => {
  const text = reportText(reportOf(about, 'ru'));
  for (const said of [
    'Сводка о происшествии 14',
    'Человеку плохо или он ранен: Лестница к залу Б · Вокзал',
    'Состояние: Ожидает',
    'Чего ждёт: ждём скорую',
    'Координаты (WGS 84): 55.750000, 37.610000',
    'Длительность: 0:20:00',
    'Руководитель: olga',
    'T+1: Долгое пребывание, Зал Б',
    'просрочено с T+4',
    'olga, T+3 · в сознании',
    'T+2  olga: Открыто по звонку: Долгое пребывание, Зал Б\n    Человек упал',
  ])
    assert.ok(text.includes(said), `${said}\nis missing in\n${text}`);
  assert.doesNotMatch(text.replaceAll('olga', '').replaceAll('ivan', ''), /[A-Za-z]{3,}(?<!WGS)/);
});

test('the English report tells the same and says of a drill that it is one', () => {
  const text = reportText(reportOf({ ...about, isSimulated: true }, 'en'));
  assert.ok(text.startsWith('Situation report: incident 14\n'));
  assert.match(text, /Drill: what this report tells is simulated\./);
  assert.match(text, /Waits for: ждём скорую/);
  assert.match(text, /overdue since T\+4/);
  assert.doesNotMatch(text, /How it ended/);
});

test('a report of what is closed tells how it ended, and nothing is late any more', () => {
  const closing = { cause: 'illness', outcome: 'handed-over', lessons: '', atMs: nowMs, by: 'olga' } as const;
  const over = {
    ...about,
    incident: { ...about.incident, state: 'closed', heldFor: null, closing } as const,
  };
  const text = reportText(reportOf(over, 'en'));
  assert.match(
    text,
    /HOW IT ENDED\nOutcome: Handed over to others\nCause: Illness\nLessons: None\.\nClosed: T\+20, olga/,
  );
  assert.doesNotMatch(text, /overdue/);
});

test('every kind of line can be said in both languages, whatever its detail lacks', () => {
  for (const language of ['en', 'ru'] as const) {
    for (const kind of logLineKinds) {
      const said = sayLine({ kind, who: 'olga', detail: {} }, language);
      assert.equal(typeof said, 'string', kind);
      assert.doesNotMatch(said, /undefined|null|\[object/, kind);
    }
  }
  const detail = { place: { before: '', after: 'Hall B' }, kind: { before: 'other', after: 'fire' } };
  assert.equal(
    sayLine({ kind: 'edited', who: 'olga', detail }, 'en'),
    'Changed: kind → Fire or smoke, place → Hall B',
  );
});

test('what a unit did, said or missed is said of it by name', () => {
  const said = (did: string, language: 'en' | 'ru') =>
    sayLine({ kind: 'unit', who: 'olga', detail: { unit: 'Patrol 3', did } }, language);
  assert.equal(said('arrived', 'en'), 'Unit Patrol 3: on scene');
  assert.equal(said('check-in-missed', 'ru'), 'Наряд Patrol 3: не отметился');
  assert.equal(said('said', 'en'), 'Unit Patrol 3: says');
});

test('an incident is called by its own title, else by kind and place', () => {
  const terms = termsIn('en');
  assert.equal(titleOf({ title: null, kind: 'fire', place: '' }, terms), 'Fire or smoke');
  assert.equal(titleOf({ title: null, kind: 'fire', place: 'Hall B' }, terms), 'Fire or smoke: Hall B');
  assert.equal(titleOf({ title: 'Smoke alarm 14', kind: 'fire', place: 'Hall B' }, terms), 'Smoke alarm 14');
});
