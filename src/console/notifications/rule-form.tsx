import { MultiSelect, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type NotificationRule,
  type NotificationSetup,
  personRoles,
  placeholders,
  type RuleDraft,
} from '../../contract/notifications.ts';
import { occasions } from '../../core/notification/rule.ts';
import { priorities } from '../../core/priority.ts';
import { cameraFaultKinds, zoneSituationKinds } from '../../core/zone.ts';
import { AreaField } from '../area/area-field.tsx';
import { useArea } from '../area/use-area.ts';
import { call } from '../client.ts';
import { useCameras } from '../live.ts';
import { useSite } from '../session.ts';
import { useWords } from '../words/index.ts';
import { ruleDraft } from './drafts.ts';
import style from './notifications.module.css';
import { SaveForm } from './save-form.tsx';

const kinds = [...zoneSituationKinds, ...cameraFaultKinds];
const usualNight = { from: '22:00', to: '06:00', doesHighBreak: true };

export function RuleForm({
  rule,
  setup,
  onDone,
}: {
  readonly rule: NotificationRule | null;
  readonly setup: NotificationSetup;
  readonly onDone: () => void;
}) {
  const { notifications: words, alarms, settings } = useWords();
  const cameras = useCameras();
  const [draft, setDraft] = useState(() => ruleDraft(rule));
  const area = useArea(rule?.area ?? []);
  const corners = area.corners;
  const put = (change: Partial<RuleDraft>) => setDraft({ ...draft, ...change });
  return (
    <SaveForm
      isReady={
        draft.name.trim() !== '' && corners !== null && draft.recipientIds.length + draft.roles.length > 0
      }
      onDone={onDone}
      save={() =>
        rule === null
          ? call('notification-rules.create', { body: { ...draft, area: [...(corners ?? [])] } })
          : call('notification-rules.update', {
              params: { id: rule.id },
              body: { ...draft, area: [...(corners ?? [])], version: rule.version },
            })
      }
    >
      <TextInput
        label={words.name}
        data-autofocus
        value={draft.name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <MultiSelect
        label={words.recipients}
        data={setup.recipients.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.recipientIds}
        onChange={(recipientIds) => put({ recipientIds })}
      />
      <MultiSelect
        label={words.ruleRoles}
        data={personRoles.map((value) => ({ value, label: settings.roles[value] }))}
        value={draft.roles}
        onChange={(roles) => put({ roles: roles as RuleDraft['roles'] })}
      />
      <Switch
        label={words.dutyOnly}
        description={words.dutyHint}
        checked={draft.isDutyOnly}
        onChange={(event) => put({ isDutyOnly: event.currentTarget.checked })}
      />
      <div className={style.pair}>
        <Select
          label={words.when}
          allowDeselect={false}
          value={draft.when}
          data={occasions.map((value) => ({ value, label: words.occasions[value] }))}
          onChange={(when) => put({ when: (when ?? 'raised') as RuleDraft['when'] })}
        />
        {draft.when === 'unacknowledged' && (
          <NumberInput
            label={words.afterMinutes}
            min={1}
            max={240}
            value={draft.afterMinutes}
            onChange={(minutes) => put({ afterMinutes: Number(minutes) })}
          />
        )}
      </div>
      <MultiSelect
        label={words.rulePriorities}
        placeholder={draft.priorities.length === 0 ? words.every : ''}
        data={priorities.map((value) => ({ value, label: alarms.priorities[value] }))}
        value={draft.priorities}
        onChange={(chosen) => put({ priorities: chosen as RuleDraft['priorities'] })}
      />
      <MultiSelect
        label={words.ruleKinds}
        placeholder={draft.kinds.length === 0 ? words.everyKind : ''}
        searchable
        data={kinds.map((value) => ({ value, label: alarms.kinds[value] }))}
        value={draft.kinds}
        onChange={(chosen) => put({ kinds: chosen as RuleDraft['kinds'] })}
      />
      <MultiSelect
        label={words.ruleCameras}
        placeholder={draft.cameraIds.length === 0 ? words.everyCamera : ''}
        searchable
        limit={50}
        data={[...cameras.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.cameraIds}
        onChange={(cameraIds) => put({ cameraIds })}
      />
      <AreaField label={words.ruleArea} area={area} />
      <Quiet draft={draft} put={put} />
      <div className={style.group}>
        <div className={style.pair}>
          <NumberInput
            label={words.repeatMinutes}
            min={0}
            max={1_440}
            value={draft.repeatMinutes}
            onChange={(minutes) => put({ repeatMinutes: Number(minutes) })}
          />
          <NumberInput
            label={words.floodMessages}
            min={1}
            max={100}
            value={draft.flood.messages}
            onChange={(messages) => put({ flood: { ...draft.flood, messages: Number(messages) } })}
          />
          <NumberInput
            label={words.floodMinutes}
            min={1}
            max={1_440}
            value={draft.flood.minutes}
            onChange={(minutes) => put({ flood: { ...draft.flood, minutes: Number(minutes) } })}
          />
        </div>
        <Switch
          label={words.picture}
          checked={draft.hasPicture}
          onChange={(event) => put({ hasPicture: event.currentTarget.checked })}
        />
        <Switch
          label={words.isOn}
          checked={draft.isEnabled}
          onChange={(event) => put({ isEnabled: event.currentTarget.checked })}
        />
      </div>
      {(['en', 'ru'] as const).map((language) => (
        <OwnWords key={language} language={language} draft={draft} put={put} />
      ))}
    </SaveForm>
  );
}

type Fields = { readonly draft: RuleDraft; readonly put: (change: Partial<RuleDraft>) => void };

function Quiet({ draft, put }: Fields) {
  const { notifications: words } = useWords();
  const zone = useSite().data?.timeZone ?? '';
  const hours = draft.quietHours;
  return (
    <div className={style.group}>
      <Switch
        label={words.quietHours}
        description={words.quietHint(zone)}
        checked={hours !== null}
        onChange={(event) => put({ quietHours: event.currentTarget.checked ? usualNight : null })}
      />
      {hours !== null && (
        <>
          <div className={style.pair}>
            <TextInput
              label={words.fromTime}
              type="time"
              value={hours.from}
              onChange={(event) => put({ quietHours: { ...hours, from: event.currentTarget.value } })}
            />
            <TextInput
              label={words.toTime}
              type="time"
              value={hours.to}
              onChange={(event) => put({ quietHours: { ...hours, to: event.currentTarget.value } })}
            />
          </div>
          <Switch
            label={words.highBreaks}
            checked={hours.doesHighBreak}
            onChange={(event) =>
              put({ quietHours: { ...hours, doesHighBreak: event.currentTarget.checked } })
            }
          />
        </>
      )}
    </div>
  );
}

function OwnWords({ language, draft, put }: Fields & { readonly language: 'en' | 'ru' }) {
  const { notifications: words } = useWords();
  const template = draft.templates[language];
  const set = (next: typeof template) => put({ templates: { ...draft.templates, [language]: next } });
  return (
    <div className={style.group}>
      <Switch
        label={`${words.ownWords}: ${words.languages[language]}`}
        checked={template !== null}
        onChange={(event) =>
          set(event.currentTarget.checked ? { subject: '{what}', body: '{what}\n{when}\n{link}' } : null)
        }
      />
      {template !== null && (
        <>
          <TextInput
            label={words.subject}
            value={template.subject}
            onChange={(event) => set({ ...template, subject: event.currentTarget.value })}
          />
          <Textarea
            label={words.body}
            description={words.placeholders(placeholders.map((name) => `{${name}}`).join(' '))}
            autosize
            minRows={3}
            value={template.body}
            onChange={(event) => set({ ...template, body: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  );
}
