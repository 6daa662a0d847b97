import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { rationalisation } from '../../core/alarm/rationalisation.ts';
import type { Priority } from '../../core/priority.ts';
import type { Situation } from '../../core/situation/situation.ts';
import { call } from '../client.ts';
import { currentCity, useAlarms, useCity, useServerNow } from '../live.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './timeline.module.css';
import { type Bar, layTimeline } from './timeline.ts';

const spanMs = 60 * 60_000;
const marks = [60, 45, 30, 15];

/** Situations of the last hour as bars, a lane for each zone. */
export function TimelinePanel({ camera }: { readonly camera: CameraView }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow(2_000);
  const situations = useSituations(camera.id);
  const lanes = layTimeline(situations, { fromMs: now - spanMs, toMs: now });
  const zoneName = (id: string | null) =>
    id === null ? words.cameras.cameraItself : (camera.zones.find((zone) => zone.id === id)?.name ?? id);
  return (
    <section className={style.panel} aria-label={words.cameras.timeline}>
      <header className={style.head}>
        <h2>{words.cameras.timeline}</h2>
        <span>{lanes.length === 0 ? words.cameras.timelineEmpty : words.cameras.timelineSpan}</span>
      </header>
      {lanes.length > 0 && (
        <div className={style.lanes}>
          {lanes.map((lane) => (
            <div key={lane.key} className={style.lane}>
              <span className={style.laneName}>{zoneName(lane.zoneId)}</span>
              <ul className={style.track} style={{ height: lane.rows * 12 + 4 }}>
                {lane.bars.map((bar) => (
                  <SituationBar key={bar.situation.id} bar={bar} nowMs={now} />
                ))}
              </ul>
            </div>
          ))}
          <div className={style.lane} aria-hidden>
            <span className={style.laneName} />
            <span className={style.axis}>
              {marks.map((minutes) => (
                <span key={minutes} style={{ left: `${(1 - minutes / 60) * 100}%` }}>
                  {formats.clock(now - minutes * 60_000).slice(0, 5)}
                </span>
              ))}
            </span>
          </div>
        </div>
      )}
    </section>
  );
}

function SituationBar({ bar, nowMs }: { readonly bar: Bar; readonly nowMs: number }) {
  const words = useWords();
  const formats = useFormats();
  const { kind, sinceMs, endedMs } = bar.situation;
  const what = words.alarms.kinds[kind];
  const from = formats.clock(sinceMs);
  const label = bar.isOpen
    ? words.cameras.barOpen(what, from)
    : words.cameras.bar(what, from, formats.duration((endedMs ?? nowMs) - sinceMs));
  return (
    <li
      className={style.bar}
      data-priority={priorityOf(kind)}
      data-open={bar.isOpen}
      title={label}
      style={{
        left: `${bar.from * 100}%`,
        width: `max(3px, ${(bar.to - bar.from) * 100}%)`,
        top: 2 + bar.row * 12,
      }}
    >
      <span className="visually-hidden">{label}</span>
    </li>
  );
}

function priorityOf(kind: Situation['kind']): Priority {
  return rationalisation[kind].priority;
}

/** What the server kept of the last hour, with what alarms have told since. */
function useSituations(cameraId: string): readonly Situation[] {
  const generation = useCity((city) => city.generation);
  const alarms = useAlarms();
  const { data } = useQuery({
    queryKey: ['situations', cameraId, generation],
    queryFn: ({ signal }) => {
      const toMs = Math.ceil(Date.now() + currentCity().clockOffsetMs);
      return call(
        'situations.list',
        { params: { id: cameraId }, query: { fromMs: Math.max(0, toMs - spanMs), toMs } },
        signal,
      );
    },
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
  return useMemo(() => {
    const told = [...alarms.values()]
      .filter((alarm) => alarm.cameraId === cameraId)
      .map((alarm) => alarm.situation);
    return [...(data ?? []), ...told];
  }, [data, alarms, cameraId]);
}
