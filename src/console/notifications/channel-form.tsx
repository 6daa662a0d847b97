import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Channel, ChannelKind, ChannelSettings } from '../../contract/notifications.ts';
import { call } from '../client.ts';
import { SecretInput } from '../ui/secret-input.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { channelDraft, emptySettings } from './drafts.ts';
import style from './notifications.module.css';
import { SaveForm } from './save-form.tsx';

const kinds: readonly ChannelKind[] = ['email', 'webhook', 'sms', 'push'];

export function ChannelForm({
  channel,
  onDone,
}: {
  readonly channel: Channel | null;
  readonly onDone: () => void;
}) {
  const { notifications: words } = useWords();
  const [draft, setDraft] = useState(() => channelDraft(channel));
  const { settings } = draft;
  return (
    <SaveForm
      isReady={draft.name.trim() !== ''}
      onDone={onDone}
      save={() =>
        channel === null
          ? call('notification-channels.create', { body: draft })
          : call('notification-channels.update', {
              params: { id: channel.id },
              body: { ...draft, version: channel.version },
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
          label={words.channelKind}
          disabled={channel !== null}
          allowDeselect={false}
          value={settings.kind}
          data={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          onChange={(kind) =>
            setDraft({ ...draft, settings: emptySettings((kind ?? 'email') as ChannelKind) })
          }
        />
      </div>
      <Settings
        settings={settings}
        hasKept={channel !== null}
        onChange={(next) => setDraft({ ...draft, settings: next })}
      />
      <Switch
        label={words.isOn}
        checked={draft.isEnabled}
        onChange={(event) => setDraft({ ...draft, isEnabled: event.currentTarget.checked })}
      />
    </SaveForm>
  );
}

function Settings({
  settings,
  hasKept,
  onChange,
}: {
  readonly settings: ChannelSettings;
  readonly hasKept: boolean;
  readonly onChange: (settings: ChannelSettings) => void;
}) {
  const { notifications: words } = useWords();
  const kept = hasKept ? words.secretKept : undefined;
  switch (settings.kind) {
    case 'email':
      return (
        <>
          <div className={style.pair}>
            <TextInput
              label={words.host}
              value={settings.host}
              onChange={(event) => onChange({ ...settings, host: event.currentTarget.value })}
            />
            <NumberInput
              label={words.port}
              min={1}
              max={65_535}
              value={settings.port}
              onChange={(port) => onChange({ ...settings, port: Number(port) })}
            />
            <Select
              label={words.security}
              allowDeselect={false}
              value={settings.security}
              data={(['tls', 'starttls', 'none'] as const).map((value) => ({
                value,
                label: words.securities[value],
              }))}
              onChange={(security) =>
                onChange({ ...settings, security: (security ?? 'starttls') as typeof settings.security })
              }
            />
          </div>
          <TextInput
            label={words.from}
            type="email"
            value={settings.from}
            onChange={(event) => onChange({ ...settings, from: event.currentTarget.value })}
          />
          <div className={style.pair}>
            <TextInput
              label={words.user}
              autoComplete="off"
              value={settings.user}
              onChange={(event) => onChange({ ...settings, user: event.currentTarget.value })}
            />
            <SecretInput
              label={words.password}
              description={kept}
              autoComplete="off"
              value={settings.password}
              onChange={(event) => onChange({ ...settings, password: event.currentTarget.value })}
            />
          </div>
        </>
      );
    case 'webhook':
      return (
        <>
          <TextInput
            label={words.url}
            type="url"
            value={settings.url}
            onChange={(event) => onChange({ ...settings, url: event.currentTarget.value })}
          />
          <SecretInput
            label={words.secret}
            description={[words.secretHint, kept].filter(Boolean).join(' ')}
            autoComplete="off"
            value={settings.secret}
            onChange={(event) => onChange({ ...settings, secret: event.currentTarget.value })}
          />
        </>
      );
    case 'sms':
      return (
        <>
          <TextInput
            label={words.url}
            description={words.smsUrlHint}
            value={settings.url}
            onChange={(event) => onChange({ ...settings, url: event.currentTarget.value })}
          />
          <div className={style.pair}>
            <Select
              label={words.method}
              allowDeselect={false}
              value={settings.method}
              data={['POST', 'PUT', 'GET']}
              onChange={(method) =>
                onChange({ ...settings, method: (method ?? 'POST') as typeof settings.method })
              }
            />
            <Select
              label={words.contentType}
              allowDeselect={false}
              value={settings.contentType}
              data={['application/json', 'application/x-www-form-urlencoded', 'text/plain']}
              onChange={(type) =>
                onChange({
                  ...settings,
                  contentType: (type ?? 'application/json') as typeof settings.contentType,
                })
              }
            />
          </div>
          <Textarea
            label={words.body}
            autosize
            minRows={2}
            value={settings.body}
            onChange={(event) => onChange({ ...settings, body: event.currentTarget.value })}
          />
          <div className={style.pair}>
            <TextInput
              label={words.headerName}
              value={settings.headerName}
              onChange={(event) => onChange({ ...settings, headerName: event.currentTarget.value })}
            />
            <SecretInput
              label={words.headerValue}
              description={kept}
              autoComplete="off"
              value={settings.headerValue}
              onChange={(event) => onChange({ ...settings, headerValue: event.currentTarget.value })}
            />
          </div>
        </>
      );
    case 'push':
      return <p className={ui.muted}>{words.pushHint}</p>;
  }
}
