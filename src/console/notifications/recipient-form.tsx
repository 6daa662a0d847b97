import { Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NotificationSetup, Recipient } from '../../contract/notifications.ts';
import { AreaField } from '../area/area-field.tsx';
import { useArea } from '../area/use-area.ts';
import { call } from '../client.ts';
import { useSite } from '../session.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { recipientDraft } from './drafts.ts';
import style from './notifications.module.css';
import { SaveForm } from './save-form.tsx';

const usualShift = { from: '08:00', to: '20:00' };

export function RecipientForm({
  recipient,
  setup,
  onDone,
}: {
  readonly recipient: Recipient | null;
  readonly setup: NotificationSetup;
  readonly onDone: () => void;
}) {
  const { notifications: words, settings } = useWords();
  const zone = useSite().data?.timeZone ?? '';
  const area = useArea(recipient?.area ?? []);
  const corners = area.corners;
  const [draft, setDraft] = useState(() => recipientDraft(recipient, setup.channels));
  const kind = setup.channels.find(({ id }) => id === draft.channelId)?.kind;
  if (setup.channels.length === 0) return <p className={ui.muted}>{words.noChannels}</p>;
  return (
    <SaveForm
      isReady={
        draft.name.trim() !== '' && corners !== null && (kind === 'webhook' || draft.address.trim() !== '')
      }
      onDone={onDone}
      save={() =>
        recipient === null
          ? call('notification-recipients.create', { body: { ...draft, area: [...(corners ?? [])] } })
          : call('notification-recipients.update', {
              params: { id: recipient.id },
              body: { ...draft, area: [...(corners ?? [])], version: recipient.version },
            })
      }
    >
      <div className={style.pair}>
        <TextInput
          label={words.name}
          data-autofocus
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Select
          label={words.channel}
          allowDeselect={false}
          value={draft.channelId}
          data={setup.channels.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(channelId) => setDraft({ ...draft, channelId: channelId ?? '', address: '' })}
        />
      </div>
      {kind === 'push' &&
        (setup.pushPeople.length === 0 ? (
          <p className={ui.muted}>{words.noPushPeople}</p>
        ) : (
          <Select
            label={words.addresses.push}
            value={draft.address === '' ? null : draft.address}
            data={setup.pushPeople.map(({ userId, name }) => ({ value: userId, label: name }))}
            onChange={(address) => setDraft({ ...draft, address: address ?? '' })}
          />
        ))}
      {kind === 'webhook' && <p className={ui.muted}>{words.addresses.webhook}</p>}
      {(kind === 'email' || kind === 'sms') && (
        <TextInput
          label={words.addresses[kind]}
          type={kind === 'email' ? 'email' : 'tel'}
          autoComplete="off"
          value={draft.address}
          onChange={(event) => setDraft({ ...draft, address: event.currentTarget.value })}
        />
      )}
      <Select
        label={words.language}
        allowDeselect={false}
        value={draft.language}
        data={(['en', 'ru'] as const).map((value) => ({ value, label: words.languages[value] }))}
        onChange={(language) => setDraft({ ...draft, language: (language ?? 'en') as 'en' | 'ru' })}
      />
      {kind !== 'push' && (
        <Select
          label={words.person}
          description={words.personHint}
          placeholder={words.noPerson}
          clearable
          clearButtonProps={{ 'aria-label': words.noPerson }}
          value={draft.personId}
          data={setup.people.map(({ userId, name, role }) => ({
            value: userId,
            label: `${name}, ${settings.roles[role]}`,
          }))}
          onChange={(personId) => setDraft({ ...draft, personId })}
        />
      )}
      <div className={style.group}>
        <Switch
          label={words.shift}
          description={words.shiftHint(zone)}
          checked={draft.shift !== null}
          onChange={(event) => setDraft({ ...draft, shift: event.currentTarget.checked ? usualShift : null })}
        />
        {draft.shift !== null && (
          <div className={style.pair}>
            {(['from', 'to'] as const).map((end) => (
              <TextInput
                key={end}
                label={end === 'from' ? words.fromTime : words.toTime}
                type="time"
                value={draft.shift?.[end] ?? ''}
                onChange={(event) =>
                  setDraft({
                    ...draft,
                    shift: { ...(draft.shift ?? usualShift), [end]: event.currentTarget.value },
                  })
                }
              />
            ))}
          </div>
        )}
        <AreaField label={words.responsibleFor} area={area} />
      </div>
      <Switch
        label={words.isOn}
        checked={draft.isEnabled}
        onChange={(event) => setDraft({ ...draft, isEnabled: event.currentTarget.checked })}
      />
    </SaveForm>
  );
}
