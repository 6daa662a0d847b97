import { useRouter, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useAlarmKeys } from './alarms/alarm-keys.ts';
import { AlarmStrip } from './alarms/alarm-strip.tsx';
import { ShelfPanel } from './alarms/shelf-panel.tsx';
import { useAlarmSound } from './alarms/sound.ts';
import { HandoverStrip } from './handover/handover-strip.tsx';
import { NewIncidentPanel } from './incidents/new-incident-panel.tsx';
import { KeyHelp } from './keys/key-help.tsx';
import { useKeys } from './keys/keys.ts';
import { Palette } from './keys/palette.tsx';
import { ConnectionBanner } from './shell/connection-banner.tsx';
import { Navigation } from './shell/navigation.tsx';
import { TopBar } from './shell/top-bar.tsx';
import style from './shell.module.css';
import { useWords } from './words/index.ts';

/** Sound and keys of alarms, apart from the frame: in a flood only this is gone through at each of them. */
function AlarmWatch() {
  useAlarmSound();
  useAlarmKeys();
  return null;
}

/** The frame around every page: navigation, top bar, the alarm that comes first, the keys. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const router = useRouter();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  useKeys(
    {
      '?': () => setHelpOpen(true),
      '/': () => setPaletteOpen(true),
      'ctrl+k': () => setPaletteOpen(true),
      escape: () => {
        // Back to calm: a page that has something to close listens first and stops the key.
        if (path !== '/') void router.navigate({ to: '/' });
      },
    },
    'frame',
  );
  return (
    <div className={style.shell}>
      <AlarmWatch />
      <a className={style.skip} href="#page">
        {words.nav.skip}
      </a>
      <Navigation />
      <TopBar onSearch={() => setPaletteOpen(true)} onKeys={() => setHelpOpen(true)} />
      <div className={style.body}>
        <ConnectionBanner />
        <HandoverStrip />
        {path !== '/' && <AlarmStrip />}
        <main id="page" className={style.main} tabIndex={-1}>
          {children}
        </main>
      </div>
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      <ShelfPanel />
      <NewIncidentPanel />
      <Palette
        isOpen={isPaletteOpen}
        onClose={() => setPaletteOpen(false)}
        onKeys={() => setHelpOpen(true)}
      />
    </div>
  );
}
