import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isReviewDue, isReviewOverdue, reviewOpening, tellOverdue } from './emergency.ts';
import { defaultEvidencePolicy as policy } from './evidence-policy.ts';
import {
  type Asked,
  advanceOpening,
  askedText,
  isTheirs,
  type Opening,
  type OpeningEvent,
  type OpeningOutcome,
  openingStates,
  requestOpening,
  sessionIdOf,
} from './opening.ts';

const hourMs = 3_600_000;
const nowMs = 1_000 * hourMs;
const [ivy, ann, ben, cem] = ['ivy', 'ann', 'ben', 'cem'].map((name) => ({ id: `id-${name}`, name }));
const seenSha256 = 'a1'.repeat(32);
const asked: Asked = {
  caseNumber: 'K-17/26',
  reason: 'A fall on the stairs',
  legalBasis: 'Art. 6 (1) d GDPR',
  cameraId: 'square',
  cameraName: 'Square',
  fromMs: nowMs - 2 * hourMs,
  toMs: nowMs - hourMs,
  mode: 'masked',
  lifted: [],
};

function request(change: Partial<Asked> = {}, isEmergency = false, threshold = 2): OpeningOutcome {
  const vault = { id: 'v1', threshold };
  const requester = isEmergency ? ann! : ivy!;
  const of = { id: 'o1', requester, asked: { ...asked, ...change }, askedSha256: seenSha256 };
  return requestOpening({ ...of, vault, isEmergency, nowMs }, policy);
}

function made(outcome: OpeningOutcome): Opening {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

const approve = (by = ann!, change: object = {}) =>
  ({ type: 'approved', by, seenSha256, isCustodian: true, ...change }) as OpeningEvent;

function go(opening: Opening, event: OpeningEvent, atMs = nowMs): OpeningOutcome {
  return advanceOpening(opening, event, { nowMs: atMs, policy });
}
function after(opening: Opening, ...events: readonly OpeningEvent[]): Opening {
  return events.reduce((now, event) => made(go(now, event)), opening);
}
function refusal(outcome: OpeningOutcome): string {
  return outcome.ok ? 'none' : outcome.reason;
}
const released = () => after(made(request()), approve(ann), approve(ben));

test('two custodians release exactly what was asked, for 72 hours', () => {
  const one = after(made(request()), approve(ann));
  assert.equal(one.state, 'requested');
  const outcome = go(one, approve(ben));
  assert.ok(outcome.ok);
  assert.equal(outcome.value.state, 'released');
  assert.equal(outcome.value.viewUntilMs, nowMs + 72 * hourMs);
  assert.deepEqual(outcome.value.asked, asked);
  assert.deepEqual(
    outcome.lines.map(({ action }) => action),
    ['opening.approved', 'opening.released'],
  );
  assert.deepEqual(outcome.lines[1]!.detail.custodians, ['ann', 'ben']);
});

test('an approval that does not count is refused, with the reason', () => {
  const one = after(made(request()), approve(ann));
  const cases: readonly (readonly [Opening, OpeningEvent, number, string])[] = [
    [one, approve(ann), nowMs, 'approved-already'],
    [one, approve(ivy), nowMs, 'own-request'],
    [one, approve(cem, { isCustodian: false }), nowMs, 'not-a-custodian'],
    [one, approve(ben, { seenSha256: 'b2'.repeat(32) }), nowMs, 'changed'],
    [one, approve(ben), nowMs + 24 * hourMs, 'expired'],
    [released(), approve(cem), nowMs, 'not-requested'],
    [after(one, { type: 'ended', by: ivy!, reason: 'found' }), approve(ben), nowMs, 'not-requested'],
  ];
  for (const [opening, event, atMs, expected] of cases) {
    assert.equal(refusal(go(opening, event, atMs)), expected, JSON.stringify(event));
  }
});

test('a request that asks too much, or does not say why, is refused', () => {
  const area = { fromMs: asked.fromMs, toMs: asked.toMs, box: { x: 0.1, y: 0.1, width: 0.2, height: 0.2 } };
  const cases: readonly (readonly [Partial<Asked>, string])[] = [
    [{ fromMs: asked.toMs - hourMs - 1 }, 'span'],
    [{ fromMs: asked.toMs }, 'span'],
    [{ toMs: nowMs + 1, fromMs: nowMs - 1 }, 'future'],
    [{ reason: '  ' }, 'reason'],
    [{ legalBasis: '' }, 'legal-basis'],
    [{ caseNumber: null }, 'case-number'],
    [{ caseNumber: ' ' }, 'case-number'],
    [{ mode: 'clear', lifted: [area] }, 'lifted'],
    [{ lifted: [{ ...area, toMs: asked.toMs + 1 }] }, 'lifted'],
    [{ lifted: [{ ...area, box: { ...area.box, x: 0.9 } }] }, 'lifted'],
    [{ lifted: [area] }, 'none'],
    [{}, 'none'],
  ];
  for (const [change, expected] of cases) {
    assert.equal(refusal(request(change)), expected, JSON.stringify(change));
  }
});

test('one refusal by a custodian ends it, and only the requester withdraws', () => {
  const one = after(made(request()), approve(ann));
  const refuse = (isCustodian: boolean, reason = 'too wide') =>
    ({ type: 'refused', by: ben!, reason, isCustodian }) as const;
  assert.equal(refusal(go(one, refuse(false))), 'not-a-custodian');
  assert.equal(refusal(go(one, refuse(true, ' '))), 'reason');
  const gone = made(go(one, refuse(true)));
  assert.deepEqual([gone.state, gone.endedBy, gone.endReason], ['refused', 'ben', 'too wide']);
  assert.equal(refusal(go(one, { type: 'ended', by: cem!, reason: 'x' })), 'not-yours');
  assert.equal(made(go(one, { type: 'ended', by: ivy!, reason: 'found' })).state, 'withdrawn');
  assert.equal(made(go(released(), { type: 'ended', by: ivy!, reason: 'done' })).state, 'closed');
});

test('shares that were in a process that ended are asked for again', () => {
  const one = after(made(request()), approve(ann));
  assert.equal(one.sharesByMs, nowMs + hourMs);
  const lost = made(go(one, { type: 'shares-lost', why: 'process-ended' }));
  assert.deepEqual([lost.state, lost.approvals, lost.sharesByMs], ['requested', [], null]);
  assert.equal(made(go(lost, approve(ann))).approvals.length, 1);
});

test('only who asked looks at it, and only while its window is open', () => {
  const open = released();
  const view = (by: typeof ivy) => ({ type: 'viewed', by: by! }) as const;
  assert.equal(refusal(go(open, view(ivy))), 'none');
  assert.equal(refusal(go(open, view(cem))), 'not-yours');
  assert.equal(refusal(go(open, view(ann))), 'not-yours');
  assert.equal(refusal(go(open, view(ivy), open.viewUntilMs!)), 'expired');
  assert.equal(refusal(go(made(request()), view(ivy))), 'not-released');
  assert.equal(made(go(open, { type: 'exported', by: ivy!, sha256: 'x' })).exports, 1);
});

test('time ends a request that nobody approved, and a view whose window is over', () => {
  const open = made(request());
  assert.equal(refusal(go(open, { type: 'elapsed' }, open.answerByMs - 1)), 'not-due');
  assert.equal(made(go(open, { type: 'elapsed' }, open.answerByMs)).state, 'expired');
  const seen = released();
  assert.equal(refusal(go(seen, { type: 'elapsed' }, seen.viewUntilMs! - 1)), 'not-due');
  assert.equal(made(go(seen, { type: 'elapsed' }, seen.viewUntilMs!)).state, 'closed');
  assert.equal(made(go(seen, { type: 'lost' })).state, 'lost');
});

test('every state knows every event: what is over stays over', () => {
  const person = { by: ivy!, reason: 'x' };
  const events: readonly OpeningEvent[] = [
    approve(cem),
    { type: 'shares-lost', why: 'shares-late' },
    { type: 'refused', ...person, isCustodian: true },
    { type: 'ended', ...person },
    { type: 'viewed', by: ivy! },
    { type: 'exported', by: ivy!, sha256: 'x' },
    { type: 'lost' },
    { type: 'elapsed' },
  ];
  const bases: { readonly [state: string]: Opening } = { requested: made(request()), released: released() };
  for (const state of openingStates) {
    const opening = bases[state] ?? { ...released(), state };
    const answers = events.map((event) => {
      const outcome = go(opening, event);
      return outcome.ok ? outcome.value.state : '-';
    });
    const expected =
      state === 'requested'
        ? ['requested', 'requested', 'refused', 'withdrawn', '-', '-', '-', '-']
        : state === 'released'
          ? ['-', '-', '-', 'closed', 'released', 'released', 'lost', '-']
          : events.map(() => '-');
    assert.deepEqual(answers, expected, state);
  }
});

test('in an emergency two who are there open at once, and a third reviews within 72 hours', () => {
  const open = made(request({ caseNumber: null }, true));
  const seen = after(open, approve(ann), approve(ben));
  assert.equal(seen.state, 'released');
  assert.ok(isTheirs(seen, ann!.id) && isTheirs(seen, ben!.id) && !isTheirs(seen, cem!.id));
  assert.deepEqual([isReviewDue(seen), seen.review!.dueAtMs], [true, nowMs + 72 * hourMs]);
  const finding = (by = cem!, note = 'A child was lost') => ({ by, isJustified: true, note });
  assert.equal(refusal(reviewOpening(seen, finding(ann), nowMs)), 'took-part');
  assert.equal(refusal(reviewOpening(seen, finding(ben), nowMs)), 'took-part');
  assert.equal(refusal(reviewOpening(seen, finding(cem, ' '), nowMs)), 'reason');
  assert.equal(refusal(reviewOpening(released(), finding(), nowMs)), 'nothing-to-review');
  const done = made(reviewOpening(seen, finding(), nowMs + 1));
  assert.equal(isReviewDue(done), false);
  assert.equal(refusal(reviewOpening(done, finding(), nowMs)), 'reviewed-already');
});

test('a review that is overdue is told once, also after the view has ended', () => {
  const seen = after(made(request({}, true)), approve(ann), approve(ben));
  const dueAtMs = seen.review!.dueAtMs;
  assert.equal(isReviewOverdue(seen, dueAtMs - 1), false);
  const closed = made(go(seen, { type: 'elapsed' }, dueAtMs));
  const told = made(tellOverdue(closed, dueAtMs));
  assert.equal(refusal(tellOverdue(told, dueAtMs + 1)), 'not-due');
  assert.ok(isReviewOverdue(told, dueAtMs));
  const late = reviewOpening(told, { by: cem!, isJustified: false, note: 'No danger' }, dueAtMs + 5);
  assert.ok(late.ok);
  assert.equal(late.lines[0]!.detail.lateByMs, 5);
});

test('a share says which request it approves: another text is another session', () => {
  const texts = [
    asked,
    { ...asked, cameraId: 'gate' },
    { ...asked, toMs: asked.toMs + 1 },
    { ...asked, mode: 'clear' as const },
    { ...asked, reason: `${asked.reason}.` },
  ].map((one) => askedText('o1', one));
  assert.equal(new Set([...texts, askedText('o2', asked)]).size, 6);
  assert.equal(sessionIdOf({ id: 'o1', askedSha256: 'ff' }), 'o1.ff');
});

const anyone = fc.constantFrom(ivy!, ann!, ben!, cem!);
const anyEvent = fc.oneof(
  fc.record({
    type: fc.constant('approved' as const),
    by: anyone,
    seenSha256: fc.constantFrom(seenSha256, 'other'),
    isCustodian: fc.boolean(),
  }),
  fc.constant({ type: 'shares-lost', why: 'process-ended' } as const),
  fc.constant({ type: 'elapsed' } as const),
  fc.constant({ type: 'lost' } as const),
);

test('however people press, nothing is released without k different custodians who did not ask', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 3 }), fc.array(anyEvent, { maxLength: 40 }), (k, events) => {
      let opening = made(request({}, false, k));
      for (const event of events) {
        const outcome = go(opening, event);
        if (!outcome.ok) continue;
        assert.ok(outcome.lines.length > 0, 'each change is in the log');
        opening = outcome.value;
        if (opening.releasedAtMs === null) continue;
        const ids = new Set(opening.approvals.map(({ id }) => id));
        assert.equal(ids.size, k);
        assert.ok(!ids.has(ivy!.id));
      }
    }),
  );
});
