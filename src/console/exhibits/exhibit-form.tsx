import { Button, Checkbox, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { fromLocal, toLocal } from '../accuracy/local-time.ts';
import { call } from '../client.ts';
import { EvidenceTabs } from '../evidence/tabs.tsx';
import { useCameras } from '../live.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { type Language, useLanguage, useWords } from '../words/index.ts';
import style from './exhibits.module.css';
import { lookAgain } from './queries.ts';

const minuteMs = 60_000;
type Search = {
  readonly camera?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly opening?: unknown;
};

/** Asks for a bundle. `?camera=&from=&to=` (UTC ms) of masked footage, or `?opening=` of what was opened for the one who asks. */
export function ExhibitForm() {
  const words = useWords();
  const language = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const openingId = search.opening === undefined ? null : String(search.opening);
  const cameras = [...useCameras().values()];
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const [incident, setIncident] = useState('');
  const [cameraId, setCamera] = useState(String(search.camera ?? ''));
  const [from, setFrom] = useState(() => toLocal(Number(search.from ?? Date.now() - 10 * minuteMs)));
  const [to, setTo] = useState(() => toLocal(Number(search.to ?? Date.now() - 5 * minuteMs)));
  const [reportLanguage, setReportLanguage] = useState<Language>(language);
  const [hasSealed, setSealed] = useState(false);
  const fromMs = fromLocal(from);
  const toMs = fromLocal(to);
  const isSpanWrong = fromMs !== null && toMs !== null && toMs <= fromMs;
  const make = useMutation({
    mutationFn: () =>
      call('exhibits.create', {
        body: {
          title,
          reason,
          incident: incident.trim() || null,
          language: reportLanguage,
          hasSealed,
          source:
            openingId === null
              ? { kind: 'masked', cameraId, fromMs: fromMs!, toMs: toMs! }
              : { kind: 'opened', openingId },
        },
      }),
    onSuccess: async () => {
      await lookAgain();
      await navigate({ to: '/evidence/exhibits' });
    },
  });
  const hasSource =
    openingId !== null || (cameraId !== '' && fromMs !== null && toMs !== null && !isSpanWrong);
  const isWhole = title.trim().length >= 3 && reason.trim().length >= 10 && hasSource;
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.exhibits.create}</h1>
        <EvidenceTabs />
      </header>
      <section className={ui.card}>
        <form
          className={style.form}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          {openingId === null ? (
            <>
              <Select
                label={words.exhibits.camera}
                name="camera"
                searchable
                value={cameraId === '' ? null : cameraId}
                data={cameras.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(value) => setCamera(value ?? '')}
              />
              <div className={style.pair}>
                <TextInput
                  label={words.exhibits.from}
                  type="datetime-local"
                  step={1}
                  name="from"
                  value={from}
                  onChange={(event) => setFrom(event.currentTarget.value)}
                />
                <TextInput
                  label={words.exhibits.to}
                  type="datetime-local"
                  step={1}
                  name="to"
                  value={to}
                  error={isSpanWrong && words.exhibits.wrongSpan}
                  onChange={(event) => setTo(event.currentTarget.value)}
                />
              </div>
            </>
          ) : (
            <p className={ui.muted}>{words.exhibits.ofOpening}</p>
          )}
          <TextInput
            label={words.exhibits.name}
            description={words.exhibits.nameHint}
            name="title"
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label={words.exhibits.reason}
            description={words.exhibits.reasonHint}
            name="reason"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <TextInput
            label={words.exhibits.incident}
            name="incident"
            maxLength={200}
            value={incident}
            onChange={(event) => setIncident(event.currentTarget.value)}
          />
          <Checkbox
            label={words.exhibits.sealed}
            description={words.exhibits.sealedHint}
            checked={hasSealed}
            onChange={(event) => setSealed(event.currentTarget.checked)}
          />
          <SegmentedControl
            aria-label={words.exhibits.language}
            value={reportLanguage}
            onChange={(value) => setReportLanguage(value as Language)}
            data={(['en', 'ru'] as const).map((value) => ({ value, label: words.exhibits.languages[value] }))}
          />
          <div role="alert">
            {make.error !== null && <p className={style.bad}>{problemText(make.error, words)}</p>}
          </div>
          <Button type="submit" loading={make.isPending} disabled={!isWhole}>
            {words.exhibits.send}
          </Button>
        </form>
      </section>
    </div>
  );
}
