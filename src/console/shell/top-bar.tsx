import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconKeyboard, IconLogout, IconSearch, IconSettings, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useServerNow } from '../live.ts';
import { signOut, useMay, useSession, useSite } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useSimulatedShare } from '../ui/simulated.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { HealthDot } from './health-dot.tsx';
import { Place } from './place.tsx';
import style from './top-bar.module.css';

/** Place, search, clock, health, operator. */
export function TopBar({ onSearch, onKeys }: { readonly onSearch: () => void; readonly onKeys: () => void }) {
  const words = useWords();
  const isSimulated = useSite().data?.isSimulated === true;
  const { simulated, total } = useSimulatedShare();
  const maySeeHealth = useMay('health.read');
  return (
    <header className={style.bar}>
      <Place />
      {isSimulated && (
        <span className={ui.ribbon} title={words.common.simulatedHint}>
          {simulated === total ? words.common.simulated : words.common.simulatedOf(simulated, total)}
        </span>
      )}
      <UnstyledButton className={style.search} onClick={onSearch} aria-label={words.top.searchHint}>
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span className={style.searchWord}>{words.top.search}</span>
        <span className={style.searchKey}>
          <Kbd>/</Kbd>
        </span>
      </UnstyledButton>
      <Clock />
      {maySeeHealth && <HealthDot />}
      <ActionIcon
        className={style.keys ?? ''}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={words.top.keys}
        onClick={onKeys}
      >
        <IconKeyboard size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
      <Account />
    </header>
  );
}

function Clock() {
  const formats = useFormats();
  const now = useServerNow();
  return (
    <time className={style.clock} dateTime={new Date(now).toISOString()}>
      {formats.clock(now)}
    </time>
  );
}

function Account() {
  const words = useWords();
  const user = useSession().data?.user;
  const navigate = useNavigate();
  if (user === undefined) return null;
  const label = words.top.account(user.name, words.settings.roles[user.role]);
  return (
    <Menu position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <UnstyledButton className={style.account} aria-label={label}>
          <IconUser size={18} stroke={1.6} aria-hidden />
          <span className={style.accountName}>{user.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/settings' })}
        >
          {words.nav.settings}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {words.top.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
