import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useCity, useServerNow, useUnits } from '../live.ts';
import { useMay } from '../session.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { DispatchPanel } from './dispatch-panel.tsx';
import { RunCards } from './run-cards.tsx';
import { TalkModal } from './talk-modal.tsx';
import { LinkModal, UnitModal } from './unit-modals.tsx';
import { unitOrder } from './unit-order.ts';
import { UnitRow } from './unit-row.tsx';
import style from './units.module.css';

/** `incident` is the one units are sent to, `unit` the one that was looked for: a link is a hand-over. */
export type UnitsSearch = { readonly incident?: string; readonly unit?: string };

type Opened = { readonly what: 'unit' | 'words' | 'link'; readonly unitId: string | null };

/** Who can be sent, who is out, and who is silent. */
export function UnitsPage() {
  const words = useWords();
  const { units: own } = words;
  const search = useSearch({ from: '/units' });
  const navigate = useNavigate({ from: '/units' });
  const units = useUnits();
  const isKnown = useCity((city) => city.areUnitsKnown);
  const now = useServerNow();
  const mayWrite = useMay('unit.write');
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  // As it is now: its words and its version go on while the window is open.
  const unit = opened === null || opened.unitId === null ? null : (units.get(opened.unitId) ?? null);
  return (
    <div className={ui.page}>
      <header className={ui.pageHead}>
        <h1>{own.title}</h1>
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setOpened({ what: 'unit', unitId: null })}
          >
            {own.create}
          </Button>
        )}
      </header>
      <div className={style.columns}>
        <section className={ui.card} aria-label={own.title}>
          {!isKnown ? (
            <RowsSkeleton />
          ) : units.size === 0 ? (
            <div className={ui.empty}>
              <p className={ui.emptyTitle}>{own.none}</p>
              <p>{own.noneHint}</p>
            </div>
          ) : (
            <ul>
              {unitOrder(units.values(), now).map((unit) => (
                <UnitRow
                  key={unit.id}
                  unit={unit}
                  now={now}
                  isNamed={unit.id === search.unit}
                  onOpen={(what) => setOpened({ what, unitId: unit.id })}
                />
              ))}
            </ul>
          )}
        </section>
        <div className={style.stack}>
          <DispatchPanel
            incidentId={search.incident}
            onIncident={(incident) => void navigate({ search: { incident }, replace: true })}
          />
          <RunCards />
        </div>
      </div>
      {opened?.what === 'unit' && (opened.unitId === null || unit !== null) && (
        <UnitModal unit={unit} onClose={close} />
      )}
      {opened?.what === 'words' && unit !== null && <TalkModal unit={unit} onClose={close} />}
      {opened?.what === 'link' && unit !== null && <LinkModal unit={unit} onClose={close} />}
    </div>
  );
}
