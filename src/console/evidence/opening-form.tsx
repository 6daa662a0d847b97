import { Button, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { fromLocal, toLocal } from '../accuracy/local-time.ts';
import { call } from '../client.ts';
import { useCameras } from '../live.ts';
import pageHead from '../ui/page-head.module.css';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { AreaPicker, type Box } from './area-picker.tsx';
import style from './evidence.module.css';
import { lookAgain, vaultQuery } from './queries.ts';
import { SayRefusal } from './say-refusal.tsx';
import { EvidenceTabs } from './tabs.tsx';

const minuteMs = 60_000;

/** Asks for sealed minutes of one camera. `?emergency=1` by a custodian; `camera` and `from` (UTC ms) may be given. */
export function OpeningForm() {
  const { evidence: words } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { emergency?: unknown; camera?: unknown; from?: unknown };
  const isEmergency = search.emergency !== undefined;
  const cameras = [...useCameras().values()];
  const { data: vault } = useQuery(vaultQuery);
  const maxMinutes = Math.round((vault?.policy.maxSpanMs ?? 60 * minuteMs) / minuteMs);
  const [cameraId, setCamera] = useState(String(search.camera ?? ''));
  const [from, setFrom] = useState(() => toLocal(Number(search.from ?? Date.now() - 15 * minuteMs)));
  const [minutes, setMinutes] = useState(5);
  const [caseNumber, setCaseNumber] = useState('');
  const [legalBasis, setLegalBasis] = useState('');
  const [reason, setReason] = useState('');
  const [mode, setMode] = useState<'masked' | 'clear'>('masked');
  const [areas, setAreas] = useState<readonly Box[]>([]);
  const fromMs = fromLocal(from);
  const ask = useMutation({
    mutationFn: () => {
      const toMs = fromMs! + minutes * minuteMs;
      const lifted = mode === 'masked' ? areas.map((box) => ({ fromMs: fromMs!, toMs, box })) : [];
      const body = { reason, legalBasis, cameraId, fromMs: fromMs!, toMs, mode, lifted };
      return isEmergency
        ? call('openings.emergency', { body: { ...body, caseNumber: caseNumber.trim() || null } })
        : call('openings.request', { body: { ...body, caseNumber } });
    },
    onSuccess: async ({ id }) => {
      await lookAgain();
      await navigate({ to: '/evidence/openings/$openingId', params: { openingId: id } });
    },
  });
  const isWhole =
    cameraId !== '' &&
    fromMs !== null &&
    reason.trim() !== '' &&
    legalBasis.trim() !== '' &&
    (isEmergency || caseNumber.trim() !== '');

  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{isEmergency ? words.askEmergency : words.ask}</h1>
        <EvidenceTabs />
      </header>
      <form
        className={style.stack}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        {isEmergency && <p className={style.warning}>{words.emergencyLead(vault?.active?.threshold ?? 2)}</p>}
        <div className={style.pair}>
          <section className={ui.card}>
            <div className={style.form}>
              <TextInput
                label={isEmergency ? words.caseOptional : words.caseNumber}
                name="case"
                maxLength={80}
                value={caseNumber}
                onChange={(event) => setCaseNumber(event.currentTarget.value)}
              />
              <Textarea
                label={words.reason}
                description={words.reasonHint}
                name="reason"
                autosize
                minRows={3}
                maxRows={8}
                maxLength={1_000}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <TextInput
                label={words.legalBasis}
                description={words.legalBasisHint}
                name="basis"
                maxLength={300}
                value={legalBasis}
                onChange={(event) => setLegalBasis(event.currentTarget.value)}
              />
              <Select
                label={words.camera}
                name="camera"
                searchable
                value={cameraId === '' ? null : cameraId}
                data={cameras.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(value) => {
                  setCamera(value ?? '');
                  setAreas([]);
                }}
              />
              <div className={style.row}>
                <TextInput
                  label={words.from}
                  type="datetime-local"
                  step={1}
                  name="from"
                  value={from}
                  onChange={(event) => setFrom(event.currentTarget.value)}
                />
                <NumberInput
                  label={words.minutes}
                  name="minutes"
                  min={1}
                  max={maxMinutes}
                  value={minutes}
                  onChange={(value) => setMinutes(Number(value) || 1)}
                />
              </div>
              <p className={ui.muted}>{words.longest(maxMinutes)}</p>
            </div>
          </section>
          <section className={ui.card}>
            <h2>{words.mode}</h2>
            <div className={style.form}>
              <SegmentedControl
                orientation="vertical"
                aria-label={words.mode}
                value={mode}
                onChange={(value) => setMode(value as 'masked' | 'clear')}
                data={(['masked', 'clear'] as const).map((value) => ({ value, label: words.modes[value] }))}
              />
              {mode === 'masked' && (
                <>
                  <div>
                    <p className={style.label}>{words.areas}</p>
                    <p className={ui.muted}>{words.areasHint}</p>
                  </div>
                  <AreaPicker cameraId={cameraId} areas={areas} onChange={setAreas} />
                </>
              )}
            </div>
          </section>
        </div>
        <SayRefusal cause={ask.error} />
        <div className={style.actions}>
          <Button type="submit" loading={ask.isPending} disabled={!isWhole}>
            {isEmergency ? words.sendEmergency : words.send}
          </Button>
        </div>
        <p className={ui.muted}>{words.fixed}</p>
      </form>
    </div>
  );
}
