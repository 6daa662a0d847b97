import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addressOf } from '../../contract/client.ts';
import type { FloorPlan } from '../../contract/map-plans.ts';
import { call } from '../client.ts';
import style from '../notifications/notifications.module.css';
import { useMay } from '../session.ts';
import { SettingsTabs } from '../settings/tabs.tsx';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { reloadPlans, useAllPlans } from '../watch/use-plans.ts';
import { useFormats, useWords } from '../words/index.ts';
import { PlanForm } from './plan-form.tsx';
import plans from './plans.module.css';

/** Drawings of buildings that lie on the map: those made here are changed here. */
export function PlansPage() {
  const words = useWords();
  const { plans: own } = words;
  const mayWrite = useMay('map.write');
  const all = useAllPlans();
  const [edited, setEdited] = useState<FloorPlan | 'new' | null>(null);
  const [removed, setRemoved] = useState<FloorPlan | null>(null);
  return (
    <div className={ui.page}>
      <header className={ui.pageHead}>
        <h1>{words.settings.title}</h1>
        <SettingsTabs />
      </header>
      <div className={style.stack}>
        <section className={ui.card} aria-label={own.title}>
          <div className={style.head}>
            <h2>{own.title}</h2>
            {mayWrite && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => setEdited('new')}
              >
                {own.create}
              </Button>
            )}
          </div>
          {all === undefined ? (
            <RowsSkeleton n={3} />
          ) : all.length === 0 ? (
            <div className={ui.empty}>
              <p className={ui.emptyTitle}>{own.none}</p>
              <p>{own.noneHint}</p>
            </div>
          ) : (
            <ul className={style.rows}>
              {all.map((plan) => (
                <Row
                  key={plan.id}
                  plan={plan}
                  mayWrite={mayWrite}
                  onEdit={() => setEdited(plan)}
                  onRemove={() => setRemoved(plan)}
                />
              ))}
            </ul>
          )}
        </section>
      </div>
      {edited !== null && (
        <PlanForm plan={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
      {removed !== null && <Removal plan={removed} onClose={() => setRemoved(null)} />}
    </div>
  );
}

function Row({
  plan,
  mayWrite,
  onEdit,
  onRemove,
}: {
  readonly plan: FloorPlan;
  readonly mayWrite: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const words = useWords();
  const { plans: own } = words;
  const formats = useFormats();
  const levelIs = plan.levelName || words.watch.level(plan.level);
  const full = `${plan.name}, ${levelIs}`;
  const lng = plan.corners.reduce((sum, [one]) => sum + one, 0) / 4;
  const lat = plan.corners.reduce((sum, [, one]) => sum + one, 0) / 4;
  return (
    <li className={style.row} data-plan={plan.id}>
      <div className={plans.row}>
        <img
          className={plans.thumb}
          alt=""
          loading="lazy"
          src={`${addressOf('map.plan', { params: { id: plan.id } })}?version=${plan.version}`}
        />
        <div className={style.what}>
          <strong>{plan.name}</strong>
          <span className={style.sub}>{levelIs}</span>
          <span className={style.sub}>
            {plan.origin === 'configuration' || plan.changedBy === null || plan.changedAtMs === null
              ? own.fromFile
              : own.changed(plan.changedBy, formats.moment(plan.changedAtMs, Date.now()))}
          </span>
        </div>
      </div>
      <div className={style.actions}>
        <Link
          to="/"
          search={{ view: `18/${lat.toFixed(5)}/${lng.toFixed(5)}`, level: String(plan.level) }}
          className={ui.link}
          aria-label={own.onMap(full)}
        >
          {own.show}
        </Link>
        {mayWrite && plan.origin === 'console' && (
          <>
            <Button size="compact-xs" variant="default" aria-label={`${own.edit}: ${full}`} onClick={onEdit}>
              {own.edit}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${own.remove}: ${full}`}
              onClick={onRemove}
            >
              {own.remove}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function Removal({ plan, onClose }: { readonly plan: FloorPlan; readonly onClose: () => void }) {
  const words = useWords();
  const { plans: own } = words;
  const remove = useMutation({
    mutationFn: () => call('map.plans.delete', { params: { id: plan.id } }),
    onSuccess: async () => {
      await reloadPlans();
      say(own.removed(plan.name));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={own.removeAsk(plan.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={style.form}>
        <div role="alert">
          {remove.error !== null && <p className={style.bad}>{problemText(remove.error, words)}</p>}
        </div>
        <div className={style.actions}>
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button loading={remove.isPending} onClick={() => remove.mutate()}>
            {own.remove}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
