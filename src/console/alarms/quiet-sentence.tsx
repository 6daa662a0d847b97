import { useQuery } from '@tanstack/react-query';
import { call } from '../client.ts';
import { useCity, useServerNow } from '../live.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useFormats, useWords, type Words } from '../words/index.ts';
import style from './quiet-sentence.module.css';

/** Calm, said in a sentence: who measures, and when the last alarm was. */
export function QuietSentence() {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow(5_000);
  const cameras = useCity((city) => city.cameras);
  const alarms = useCity((city) => city.alarms);
  const { data: last } = useQuery({
    queryKey: ['alarms', 'last'],
    queryFn: ({ signal }) => call('alarms.list', { query: { all: 'true', limit: 1 } }, signal),
  });
  const watched = [...cameras.values()].filter(({ state }) => state !== 'disabled');
  const measuring = watched.filter(({ state }) => state === 'live').length;
  const lastAtMs = Math.max(
    last?.[0]?.raisedAtMs ?? -1,
    ...[...alarms.values()].map((alarm) => alarm.returnedAtMs ?? alarm.raisedAtMs),
  );
  const isCalm = watched.length > 0 && measuring === watched.length;
  return (
    <div className={style.quiet}>
      <StateMark state={isCalm ? 'good' : 'warn'} size={20} />
      <p className={style.sentence}>{measuringSentence(measuring, watched.length, words)}</p>
      <p className={style.last}>
        {lastAtMs < 0 ? words.quiet.noAlarm : words.quiet.lastAlarm(formats.duration(now - lastAtMs))}
      </p>
    </div>
  );
}

function measuringSentence(measuring: number, watched: number, words: Words): string {
  if (watched === 0 || measuring === 0) return words.quiet.noCameras;
  return measuring === watched
    ? words.quiet.allMeasuring(watched)
    : words.quiet.someMeasuring(measuring, watched);
}
