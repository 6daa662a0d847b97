import { Button, SegmentedControl, Select, Slider, Switch, useMantineColorScheme } from '@mantine/core';
import { priorities } from '../../core/priority.ts';
import { play, setSound, useSoundSettings } from '../alarms/sound.ts';
import { useMay, useSession, useSite } from '../session.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import ui from '../ui/ui.module.css';
import { en } from '../words/en.ts';
import { type Language, languages, setLanguage, useLanguage, useWords } from '../words/index.ts';
import { ru } from '../words/ru.ts';
import { Audit } from './audit.tsx';
import { PasswordForm } from './password-form.tsx';
import style from './settings-page.module.css';
import { SettingsTabs } from './tabs.tsx';
import { Users } from './users.tsx';

const languageNames = { en: en.languageName, ru: ru.languageName };

export function SettingsPage() {
  const words = useWords();
  const site = useSite().data;
  const user = useSession().data?.user;
  const maySeePeople = useMay('user.read');
  const maySeeAudit = useMay('audit.read');
  return (
    <div className={ui.page}>
      <header className={ui.pageHead}>
        <h1>{words.settings.title}</h1>
        <SettingsTabs />
        {user !== undefined && <p>{words.top.account(user.name, words.settings.roles[user.role])}</p>}
      </header>
      <div className={style.stack}>
        <div className={style.pair}>
          <section className={ui.card}>
            <h2>{words.settings.console}</h2>
            <div className={style.fields}>
              <Look />
              <Sound />
            </div>
          </section>
          <section className={ui.card}>
            <h2>{words.settings.password}</h2>
            <PasswordForm />
          </section>
        </div>
        {maySeePeople && (
          <section className={ui.card}>
            <h2>{words.settings.users}</h2>
            <Users />
          </section>
        )}
        {maySeeAudit && (
          <section className={ui.card}>
            <h2>{words.settings.audit}</h2>
            <Audit />
          </section>
        )}
        <p className={ui.muted}>
          {words.product} · {words.settings.version(site?.version ?? '')} · {words.settings.licence}
        </p>
      </div>
    </div>
  );
}

function Look() {
  const words = useWords();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Select
        label={words.settings.language}
        value={language}
        allowDeselect={false}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(value) => setLanguage((value ?? 'en') as Language)}
      />
      <div>
        <p className={style.label} id="theme-label">
          {words.settings.theme}
        </p>
        <SegmentedControl
          fullWidth
          aria-labelledby="theme-label"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as 'auto' | 'dark' | 'light')}
          data={(['auto', 'dark', 'light'] as const).map((value) => ({ value, label: words.theme[value] }))}
        />
      </div>
    </>
  );
}

function Sound() {
  const words = useWords();
  const sound = useSoundSettings();
  return (
    <div className={style.sound}>
      <Switch
        label={words.settings.soundOn}
        description={words.settings.soundHint}
        checked={sound.isOn}
        onChange={(event) => setSound({ ...sound, isOn: event.currentTarget.checked })}
      />
      <div>
        <p className={style.label} id="volume-label">
          {words.settings.volume}
        </p>
        <Slider
          thumbProps={{ 'aria-labelledby': 'volume-label' }}
          min={0}
          max={1}
          step={0.05}
          label={null}
          value={sound.volume}
          onChange={(volume) => setSound({ ...sound, volume })}
        />
      </div>
      <div className={style.tests}>
        {priorities.map((priority) => (
          <Button
            key={priority}
            size="compact-sm"
            variant="default"
            leftSection={<PriorityMark priority={priority} state="acknowledged" size={14} />}
            onClick={() => play(priority)}
          >
            {words.settings.test(words.alarms.priorities[priority])}
          </Button>
        ))}
      </div>
    </div>
  );
}
