import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChannelSettings, RuleDraft } from '../../contract/notifications.ts';
import { en } from '../words/en.ts';
import { ru } from '../words/ru.ts';
import { emptySettings, ruleDraft, sayAudience, sayRule } from './drafts.ts';

test('a rule is said in one line, in both languages', () => {
  const rule: RuleDraft = {
    ...ruleDraft(null),
    kinds: ['crowding', 'queue'],
    quietHours: { from: '22:00', to: '06:00', doesHighBreak: true },
  };
  assert.equal(sayRule(rule, en), 'High, Medium · Crowding, Queue · at once · quiet 22:00–06:00');
  assert.equal(
    sayRule({ ...rule, kinds: [], when: 'unacknowledged', cameraIds: ['a'], quietHours: null }, ru),
    'Высокий, Средний · все виды · камер: 1 · если не подтвердили за 5 мин',
  );
});

test('whom a rule tells is said with what is asked of them', () => {
  const rule = { recipientIds: ['a'], roles: ['operator' as const], isDutyOnly: true };
  assert.equal(
    sayAudience(rule, () => 'Desk', en),
    'Desk, Operator (on duty)',
  );
  assert.equal(
    sayAudience({ ...rule, recipientIds: [], isDutyOnly: false }, () => '', ru),
    'Оператор',
  );
});

test('what a form begins with fits but for what only a person can say', () => {
  const missing = RuleDraft.safeParse(ruleDraft(null)).error!.issues.map(({ path }) => path.join('.'));
  assert.deepEqual(missing, ['name']);
  assert.ok(ChannelSettings.safeParse(emptySettings('push')).success);
  for (const kind of ['email', 'webhook', 'sms'] as const) {
    const { success } = ChannelSettings.safeParse(emptySettings(kind));
    assert.equal(success, false, kind);
  }
});
