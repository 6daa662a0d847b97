import { Button, Collapse, FileButton, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useReducer, useState } from 'react';
import { addressOf } from '../../contract/client.ts';
import type { FloorPlan, PlanCorners } from '../../contract/map-plans.ts';
import { checkCorners } from '../../core/plan/floor-plan.ts';
import { highestLevel, lowestLevel } from '../../core/plan/level.ts';
import type { Position } from '../../core/position.ts';
import { areaOf, changeArea } from '../area/area-state.ts';
import { cornersOf, cornersText } from '../area/corners.ts';
import { call } from '../client.ts';
import style from '../notifications/notifications.module.css';
import { FormModal } from '../ui/form-modal.tsx';
import { say } from '../ui/notice.tsx';
import ui from '../ui/ui.module.css';
import { reloadPlans } from '../watch/use-plans.ts';
import { useFormats, useWords } from '../words/index.ts';
import { type Drawing, readDrawing, sizeOf } from './drawing.ts';
import plans from './plans.module.css';

const Placer = lazy(() => import('./placer.tsx').then((m) => ({ default: m.Placer })));

/** @param plan null: a new one. */
export function PlanForm({
  plan,
  onClose,
}: {
  readonly plan: FloorPlan | null;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { plans: own } = words;
  const formats = useFormats();
  const [name, setName] = useState(plan?.name ?? '');
  const [level, setLevel] = useState<number | string>(plan?.level ?? 0);
  const [levelName, setLevelName] = useState(plan?.levelName ?? '');
  const [state, dispatch] = useReducer(changeArea, positionsOf(plan), areaOf);
  const [typed, setTyped] = useState<string | null>(null);
  const [isTyping, setTyping] = useState(false);
  const [fault, setFault] = useState<'badPicture' | 'largePicture' | null>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const stored = useStoredPicture(plan);
  const picture = drawing ?? stored;
  useEffect(
    () => () => {
      if (drawing !== null) URL.revokeObjectURL(drawing.url);
    },
    [drawing],
  );
  const { corners } = state;
  const typedCorners = typed === null ? corners : cornersOf(typed);
  const isTypedRight = typedCorners?.length === 4;
  const cornerFault = corners.length === 4 ? checkCorners(corners) : null;

  const store = useMutation({
    mutationFn: () => {
      const body = {
        name,
        level: Number(level),
        levelName,
        corners: corners.map(({ longitude, latitude }) => [longitude, latitude]) as PlanCorners,
      };
      if (plan === null)
        return call('map.plans.create', { body: { ...body, picture: drawing?.encoded ?? '' } });
      const change = drawing === null ? body : { ...body, picture: drawing.encoded };
      return call('map.plans.update', {
        params: { id: plan.id },
        body: { ...change, version: plan.version },
      });
    },
    onSuccess: async (done) => {
      await reloadPlans();
      say(own.stored(done.name));
      onClose();
    },
  });
  async function choose(file: File | null): Promise<void> {
    if (file === null) return;
    const reading = await readDrawing(file);
    setFault(reading.ok ? null : reading.reason);
    if (reading.ok) setDrawing(reading.drawing);
  }
  const isReady =
    name.trim() !== '' &&
    Number.isInteger(level) &&
    picture !== null &&
    corners.length === 4 &&
    cornerFault === null &&
    (typed === null || isTypedRight);
  return (
    <FormModal
      size="xl"
      title={plan === null ? own.create : own.editTitle(plan.name)}
      action={words.common.save}
      isReady={isReady}
      store={store}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={own.name}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={plans.levels}>
        <NumberInput
          label={own.level}
          description={own.levelHint}
          min={lowestLevel}
          max={highestLevel}
          allowDecimal={false}
          value={level}
          onChange={setLevel}
        />
        <TextInput
          label={own.levelName}
          maxLength={40}
          value={levelName}
          onChange={(event) => setLevelName(event.currentTarget.value)}
        />
      </div>
      <div className={plans.choose}>
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button {...props} variant="default" size="compact-md">
              {picture === null ? own.choose : own.replace}
            </Button>
          )}
        </FileButton>
        <span className={ui.muted}>
          {picture === null
            ? own.pictureHint
            : own.picture(Number(picture.widthPx), Number(picture.heightPx))}
        </span>
      </div>
      <div role="alert">{fault !== null && <p className={style.bad}>{own[fault]}</p>}</div>
      {picture === null ? (
        <p className={ui.muted}>{own.placeFirst}</p>
      ) : (
        <>
          <Suspense>
            <Placer
              key={picture.url}
              picture={picture}
              state={state}
              dispatch={(action) => {
                setTyped(null);
                dispatch(action);
              }}
            />
          </Suspense>
          <div>
            <Button
              variant="default"
              size="compact-md"
              aria-expanded={isTyping}
              onClick={() => setTyping(!isTyping)}
            >
              {words.areas.type}
            </Button>
          </div>
          <Collapse expanded={isTyping}>
            <Textarea
              label={own.typed}
              autosize
              minRows={4}
              error={typed === null || isTypedRight ? undefined : own.typedWrong}
              value={typed ?? cornersText(corners)}
              onChange={(event) => {
                const text = event.currentTarget.value;
                setTyped(text);
                const read = cornersOf(text);
                if (read?.length === 4) dispatch({ type: 'set', corners: read, gesture: 'typing' });
              }}
            />
          </Collapse>
        </>
      )}
      <div role="alert">{cornerFault !== null && <p className={style.bad}>{own.faults[cornerFault]}</p>}</div>
      {plan?.changedBy != null && plan.changedAtMs !== null && (
        <p className={ui.muted}>
          {own.changed(plan.changedBy, formats.moment(plan.changedAtMs, Date.now()))}
        </p>
      )}
    </FormModal>
  );
}

function positionsOf(plan: FloorPlan | null): Position[] {
  return (plan?.corners ?? []).map(([longitude, latitude]) => ({ latitude, longitude }));
}

/** The drawing that the centre has, with the size that the browser sees. */
function useStoredPicture(plan: FloorPlan | null) {
  const id = plan?.id;
  const [picture, setPicture] = useState<Omit<Drawing, 'encoded'> | null>(null);
  useEffect(() => {
    if (id === undefined) return;
    let isGone = false;
    const url = addressOf('map.plan', { params: { id } });
    void sizeOf(url).then((size) => {
      if (!isGone && size !== null) setPicture({ url, ...size });
    });
    return () => {
      isGone = true;
    };
  }, [id]);
  return picture;
}
