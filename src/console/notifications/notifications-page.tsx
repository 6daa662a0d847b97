import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Channel, NotificationSetup, Recipient } from '../../contract/notifications.ts';
import { call } from '../client.ts';
import { useMay } from '../session.ts';
import { SettingsTabs } from '../settings/tabs.tsx';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords, type Words } from '../words/index.ts';
import { ChannelForm } from './channel-form.tsx';
import { sayAudience, sayRule } from './drafts.ts';
import { Here } from './here.tsx';
import { Messages } from './messages.tsx';
import style from './notifications.module.css';
import { Part } from './part.tsx';
import { lookAgain, setupQuery } from './queries.ts';
import { RecipientForm } from './recipient-form.tsx';
import { RuleForm } from './rule-form.tsx';

/** Who is told of alarms when no console is open, and what became of each message. */
export function NotificationsPage() {
  const words = useWords();
  const maySee = useMay('notification.read');
  return (
    <div className={ui.page}>
      <header className={ui.pageHead}>
        <h1>{words.settings.title}</h1>
        <SettingsTabs />
      </header>
      <div className={style.stack}>
        {maySee && <Messages />}
        {maySee && <Setup />}
        <Here />
      </div>
    </div>
  );
}

function Setup() {
  const words = useWords();
  const { data, error } = useQuery(setupQuery);
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton n={6} />;
  return <Parts setup={data} />;
}

function Parts({ setup }: { readonly setup: NotificationSetup }) {
  const words = useWords();
  const { notifications: own } = words;
  const mayWrite = useMay('notification.write');
  const nameOf = (id: string) => setup.recipients.find((one) => one.id === id)?.name ?? '';
  return (
    <>
      <Part
        title={own.rules}
        empty={own.noRules}
        create={own.newRule}
        items={setup.rules}
        mayWrite={mayWrite}
        say={(rule) => `${sayRule(rule, words)} → ${sayAudience(rule, nameOf, words)}`}
        form={(rule, onDone) => <RuleForm rule={rule} setup={setup} onDone={onDone} />}
        onRemove={({ id }) => call('notification-rules.delete', { params: { id } })}
      />
      <Part
        title={own.recipients}
        empty={own.noRecipients}
        create={own.newRecipient}
        items={setup.recipients}
        mayWrite={mayWrite}
        say={(recipient) => sayRecipient(recipient, setup, words)}
        more={(recipient) => (mayWrite ? <TestButton recipient={recipient} /> : null)}
        form={(recipient, onDone) => <RecipientForm recipient={recipient} setup={setup} onDone={onDone} />}
        onRemove={({ id }) => call('notification-recipients.delete', { params: { id } })}
      />
      <Part
        title={own.channels}
        empty={own.noChannels}
        create={own.newChannel}
        items={setup.channels}
        mayWrite={mayWrite}
        say={(channel) => sayChannel(channel, words)}
        form={(channel, onDone) => <ChannelForm channel={channel} onDone={onDone} />}
        onRemove={({ id }) => call('notification-channels.delete', { params: { id } })}
      />
      {setup.isPrivateRefused && <p className={ui.muted}>{own.privateRefused}</p>}
    </>
  );
}

function TestButton({ recipient }: { readonly recipient: Recipient }) {
  const words = useWords();
  const send = useMutation({
    mutationFn: () => call('notification-recipients.test', { params: { id: recipient.id } }),
    onSuccess: () => say(words.notifications.testWaits(recipient.name)),
    onError: (cause) => say(problemText(cause, words)),
    onSettled: lookAgain,
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={send.isPending}
      aria-label={`${words.notifications.sendTest}: ${recipient.name}`}
      onClick={() => send.mutate()}
    >
      {words.notifications.sendTest}
    </Button>
  );
}

function sayRecipient(recipient: Recipient, setup: NotificationSetup, words: Words): string {
  const channel = setup.channels.find(({ id }) => id === recipient.channelId);
  const address =
    channel?.kind === 'push'
      ? (setup.pushPeople.find(({ userId }) => userId === recipient.address)?.name ?? '')
      : recipient.address;
  const { notifications: own } = words;
  const { shift, area } = recipient;
  const personId = recipient.personId ?? (channel?.kind === 'push' ? recipient.address : null);
  const person = setup.people.find(({ userId }) => userId === personId);
  const parts = [
    channel?.name ?? '',
    address,
    own.languages[recipient.language],
    ...(person === undefined || channel?.kind === 'push' ? [] : [person.name]),
    ...(shift === null ? [] : [own.onShift(shift.from, shift.to)]),
    ...(area.length === 0 ? [] : [own.inArea]),
    ...(person === undefined ? [] : [person.isPresent ? own.present : own.away]),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function sayChannel(channel: Channel, words: Words): string {
  const { settings } = channel;
  const place =
    settings === null || settings.kind === 'push'
      ? ''
      : settings.kind === 'email'
        ? `${settings.host}:${settings.port}`
        : settings.url;
  return [words.notifications.kinds[channel.kind], place].filter((part) => part !== '').join(' · ');
}
