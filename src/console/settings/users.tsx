import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { User } from '../../contract/shapes.ts';
import { type Role, roles } from '../../core/access.ts';
import { call, type Input } from '../client.ts';
import { answers, useMay, useSession } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { SecretInput } from '../ui/secret-input.tsx';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './settings-page.module.css';

const usersKey = ['users'];

/** People who can sign in; administrators add, change and shut out. */
export function Users() {
  const words = useWords();
  const formats = useFormats();
  const mayWrite = useMay('user.write');
  const ownId = useSession().data?.user.id;
  const { data, error } = useQuery({
    queryKey: usersKey,
    queryFn: ({ signal }) => call('users.list', undefined, signal),
  });
  const [renewed, setRenewed] = useState<User | null>(null);
  const change = useMutation({
    mutationFn: (input: Input<'users.update'>) => call('users.update', input),
    onSettled: () => answers.invalidateQueries({ queryKey: usersKey }),
    onError: (cause) => say(problemText(cause, words)),
  });
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton />;
  return (
    <>
      <p className={style.hint}>{words.settings.usersHint}</p>
      <div className={ui.tableWrap}>
        <table className={ui.table}>
          <thead>
            <tr>
              <th>{words.settings.userName}</th>
              <th>{words.settings.userRole}</th>
              <th className={style.wide}>{words.settings.enabled}</th>
              <th className={style.wide}>{words.settings.since}</th>
              <th>
                <span className="visually-hidden">{words.settings.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((user) => (
              <tr key={user.id} className={user.isEnabled ? '' : style.off}>
                <td>
                  {user.name}
                  {user.id === ownId && <span className={style.you}>({words.settings.yourself})</span>}
                </td>
                <td>
                  {mayWrite && user.id !== ownId ? (
                    <Select
                      size="xs"
                      w={150}
                      aria-label={`${words.settings.userRole}: ${user.name}`}
                      allowDeselect={false}
                      value={user.role}
                      data={roles.map((role) => ({ value: role, label: words.settings.roles[role] }))}
                      onChange={(role) =>
                        role !== null &&
                        change.mutate({ params: { id: user.id }, body: { role: role as Role } })
                      }
                    />
                  ) : (
                    words.settings.roles[user.role]
                  )}
                </td>
                <td className={style.wide}>
                  <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
                    <StateMark state={user.isEnabled ? 'good' : 'unknown'} />
                    {user.isEnabled ? words.common.yes : words.common.no}
                  </span>
                </td>
                <td className={style.wide}>{formats.dateTime(user.createdAtMs)}</td>
                <td>
                  {mayWrite && user.id !== ownId && (
                    <div className={style.rowActions}>
                      <Button size="compact-xs" variant="default" onClick={() => setRenewed(user)}>
                        {words.settings.newPassword}
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="default"
                        onClick={() =>
                          change.mutate({ params: { id: user.id }, body: { isEnabled: !user.isEnabled } })
                        }
                      >
                        {user.isEnabled ? words.settings.disable : words.settings.enable}
                      </Button>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayWrite && <AddUser />}
      <Modal
        opened={renewed !== null}
        onClose={() => setRenewed(null)}
        title={`${words.settings.newPassword}: ${renewed?.name ?? ''}`}
        closeButtonProps={{ 'aria-label': words.common.close }}
      >
        {renewed !== null && <RenewPassword user={renewed} onDone={() => setRenewed(null)} />}
      </Modal>
    </>
  );
}

function RenewPassword({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const words = useWords();
  const [password, setPassword] = useState('');
  const renew = useMutation({
    mutationFn: () => call('users.update', { params: { id: user.id }, body: { password } }),
    onSuccess: () => {
      say(words.settings.passwordChanged);
      onDone();
    },
  });
  return (
    <form
      className={style.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        renew.mutate();
      }}
    >
      <SecretInput
        data-autofocus
        label={words.settings.userPassword}
        description={words.setup.passwordHint}
        autoComplete="new-password"
        minLength={12}
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div role="alert">
        {renew.isError && <p className={style.refusal}>{problemText(renew.error, words)}</p>}
      </div>
      <div className={style.rowActions}>
        <Button variant="default" onClick={onDone}>
          {words.common.cancel}
        </Button>
        <Button type="submit" loading={renew.isPending} disabled={password.length < 12}>
          {words.common.save}
        </Button>
      </div>
    </form>
  );
}

function AddUser() {
  const words = useWords();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const add = useMutation({
    mutationFn: () => call('users.create', { body: { name: name.trim(), password, role } }),
    onSuccess: (user) => {
      setName('');
      setPassword('');
      say(words.settings.userAdded(user.name));
      return answers.invalidateQueries({ queryKey: usersKey });
    },
  });
  return (
    <form
      className={style.add}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <TextInput
        label={words.settings.userName}
        autoComplete="off"
        required
        withAsterisk={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SecretInput
        label={words.settings.userPassword}
        autoComplete="new-password"
        minLength={12}
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Select
        label={words.settings.userRole}
        allowDeselect={false}
        value={role}
        data={roles.map((value) => ({ value, label: words.settings.roles[value] }))}
        onChange={(value) => setRole((value ?? 'operator') as Role)}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        {words.settings.addUser}
      </Button>
      <div role="alert">
        {add.isError && <p className={style.refusal}>{problemText(add.error, words)}</p>}
      </div>
    </form>
  );
}
