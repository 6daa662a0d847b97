import { Button, Collapse, NumberInput, Switch, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { ApiProblem, call } from '../client.ts';
import { putCamera } from '../live.ts';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './camera.module.css';
import {
  type CameraFields,
  draftFrom,
  draftOf,
  emptyFields,
  faultsOf,
  fieldsOf,
  nameFrom,
  positionOf,
  withName,
} from './camera-draft.ts';
import { LevelInput } from './level-input.tsx';

const PlaceMap = lazy(() => import('./place-map.tsx').then((m) => ({ default: m.PlaceMap })));

/** Address first: it is the one thing only the person at the keyboard has. */
export function CameraForm({
  camera,
  onSaved,
  onCancel,
}: {
  readonly camera: CameraView | undefined;
  readonly onSaved: (camera: CameraView) => void;
  readonly onCancel: () => void;
}) {
  const words = useWords();
  const text = words.cameras.form;
  const [base, setBase] = useState(camera);
  const [fields, setFields] = useState<CameraFields>(camera === undefined ? emptyFields : fieldsOf(camera));
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [isMoreOpen, setMoreOpen] = useState(camera !== undefined);
  const faults = wasTried ? faultsOf(withName(fields)) : {};
  const { latitude, longitude } = fields;
  const position = useMemo(() => positionOf({ latitude, longitude }) ?? null, [latitude, longitude]);
  const set = (change: Partial<CameraFields>) => setFields((old) => ({ ...old, ...change }));
  const hasCredentials =
    /\*\*\*/.test(base?.source.analysisUrl ?? '') || /\*\*\*/.test(base?.source.mainUrl ?? '');

  async function submit(): Promise<void> {
    setTried(true);
    const named = withName(fields);
    if (Object.keys(faultsOf(named)).length > 0) return;
    setBusy(true);
    setError(null);
    const draft = draftFrom(named);
    try {
      onSaved(
        base === undefined
          ? await call('cameras.create', { body: draft })
          : await call('cameras.update', {
              params: { id: base.id },
              body: { ...draftOf(base), ...draft, version: base.version },
            }),
      );
    } catch (cause) {
      setBusy(false);
      if (base !== undefined && cause instanceof ApiProblem && cause.status === 409)
        await loadTheirs(base.id);
      else setError(problemText(cause, words));
    }
  }

  async function loadTheirs(id: string): Promise<void> {
    try {
      const theirs = await call('cameras.get', { params: { id } });
      putCamera(theirs);
      setBase(theirs);
      setFields(fieldsOf(theirs));
      setError(text.conflict);
    } catch (cause) {
      setError(problemText(cause, words));
    }
  }

  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        label={text.address}
        description={hasCredentials ? text.credentials : text.addressHint}
        value={fields.address}
        required
        data-autofocus={camera === undefined ? true : undefined}
        spellCheck={false}
        autoComplete="off"
        inputMode="url"
        error={faults.address === undefined ? null : text[faults.address]}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
      <TextInput
        label={text.name}
        data-autofocus={camera === undefined ? undefined : true}
        description={text.nameHint}
        placeholder={nameFrom(fields.address)}
        value={fields.name}
        required
        maxLength={80}
        error={faults.name === undefined ? null : text[faults.name]}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Textarea
        label={text.purpose}
        description={text.purposeHint}
        value={fields.purpose}
        maxLength={500}
        autosize
        minRows={1}
        maxRows={4}
        onChange={(event) => set({ purpose: event.currentTarget.value })}
      />
      <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        <legend className="visually-hidden">{text.place}</legend>
        <Suspense fallback={<div className={style.placeMap} />}>
          <PlaceMap
            cameraId={base?.id ?? null}
            position={position}
            onPlace={(place) =>
              set({ latitude: place.latitude.toFixed(6), longitude: place.longitude.toFixed(6) })
            }
          />
        </Suspense>
        <div className={style.formRow}>
          <TextInput
            label={text.latitude}
            value={fields.latitude}
            inputMode="decimal"
            error={faults.place === undefined ? null : text[faults.place]}
            onChange={(event) => set({ latitude: event.currentTarget.value })}
          />
          <TextInput
            label={text.longitude}
            value={fields.longitude}
            inputMode="decimal"
            onChange={(event) => set({ longitude: event.currentTarget.value })}
          />
        </div>
        <LevelInput
          label={text.level}
          description={text.levelHint}
          error={faults.level === undefined ? null : text[faults.level]}
          value={fields.level}
          onChange={(level) => set({ level })}
        />
      </fieldset>
      <UnstyledButton
        aria-expanded={isMoreOpen}
        onClick={() => setMoreOpen(!isMoreOpen)}
        className={style.more ?? ''}
      >
        {text.more}
      </UnstyledButton>
      <Collapse expanded={isMoreOpen}>
        <div className={style.form}>
          <TextInput
            label={text.main}
            description={text.mainHint}
            value={fields.mainAddress}
            spellCheck={false}
            autoComplete="off"
            error={faults.mainAddress === undefined ? null : text[faults.mainAddress]}
            onChange={(event) => set({ mainAddress: event.currentTarget.value })}
          />
          <NumberInput
            label={text.fps}
            description={text.fpsHint}
            value={fields.analysisFps}
            min={0.5}
            max={30}
            step={1}
            clampBehavior="strict"
            onChange={(value) => typeof value === 'number' && set({ analysisFps: value })}
          />
          <Switch
            label={text.enabled}
            checked={fields.isEnabled}
            onChange={(event) => set({ isEnabled: event.currentTarget.checked })}
          />
        </div>
      </Collapse>
      {error !== null && (
        <p role="alert" className={style.formError}>
          {error}
        </p>
      )}
      <div className={style.confirmActions}>
        <Button variant="default" onClick={onCancel}>
          {words.common.cancel}
        </Button>
        <Button type="submit" loading={isBusy}>
          {base === undefined ? text.submitAdd : words.common.save}
        </Button>
      </div>
    </form>
  );
}
