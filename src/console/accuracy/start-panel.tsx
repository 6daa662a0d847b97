import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { Labelling } from '../../contract/accuracy.ts';
import { wantedFrames } from '../../core/score/accuracy-card.ts';
import { call } from '../client.ts';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './accuracy.module.css';

/** Frames of one minute show the same people; the farther apart, the more the figure is worth. */
const spreads = [
  { key: 'minutes', everyMs: 15_000 },
  { key: 'hour', everyMs: 180_000 },
  { key: 'hours', everyMs: 540_000 },
] as const;

/** What is going to happen, and the one choice. */
export function StartPanel({
  cameraId,
  onStarted,
}: {
  readonly cameraId: string;
  readonly onStarted: (labelling: Labelling) => void;
}) {
  const words = useWords().accuracy;
  const all = useWords();
  const [everyMs, setEvery] = useState<number>(spreads[0].everyMs);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function start(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const { labelling } = await call('labelling.start', { params: { id: cameraId }, body: { everyMs } });
      onStarted(labelling);
    } catch (cause) {
      setError(problemText(cause, all));
      setBusy(false);
    }
  }

  return (
    <form
      className={style.panel}
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <h2>{words.startTitle}</h2>
      <p>{words.startWhat(wantedFrames)}</p>
      <Radio.Group label={words.spread} value={String(everyMs)} onChange={(value) => setEvery(Number(value))}>
        <div className={style.choices}>
          {spreads.map(({ key, everyMs: value }) => (
            <Radio
              key={key}
              value={String(value)}
              label={words.spreads[key].name}
              description={words.spreads[key].hint}
            />
          ))}
        </div>
      </Radio.Group>
      <p className={style.hint}>{words.startKept}</p>
      {error !== null && (
        <p className={style.error} role="alert">
          {error}
        </p>
      )}
      <Button type="submit" loading={isBusy} data-start>
        {words.start(wantedFrames)}
      </Button>
    </form>
  );
}
