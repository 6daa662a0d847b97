import { Button } from '@mantine/core';
import { addressOf } from '../../contract/client.ts';
import type { Exhibit } from '../../contract/exhibits.ts';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './exhibits.module.css';
import type { Keeping } from './keeping-modal.tsx';

const marks = {
  waiting: 'unknown',
  making: 'unknown',
  ready: 'good',
  failed: 'bad',
  deleted: 'unknown',
} as const;

export function ExhibitRows({
  exhibits,
  onKeep,
}: {
  readonly exhibits: readonly Exhibit[];
  readonly onKeep: (exhibit: Exhibit, what: Keeping) => void;
}) {
  const { exhibits: words, settings } = useWords();
  const formats = useFormats();
  const nowMs = useServerNow();
  const mayHold = useMay('hold.write');
  const mayDelete = useMay('exhibit.write');
  const maySeeOpened = useMay('evidence.view');
  return (
    <div className={ui.tableWrap}>
      <table className={ui.table}>
        <thead>
          <tr>
            <th>{words.columns.state}</th>
            <th>{words.columns.title}</th>
            <th className={style.wide}>{words.columns.footage}</th>
            <th className={style.wide}>{words.columns.asked}</th>
            <th className={style.wide}>{words.columns.kept}</th>
            <th>
              <span className="visually-hidden">{settings.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {exhibits.map((exhibit) => (
            <tr key={exhibit.id} data-exhibit-id={exhibit.id}>
              <td>
                <span className={style.state}>
                  <StateMark state={marks[exhibit.state]} />
                  {words.states[exhibit.state]}
                </span>
                {exhibit.progress !== null && (
                  <span className={style.sub}>{words.progress(formats.percent(exhibit.progress))}</span>
                )}
              </td>
              <td>
                {exhibit.title}
                <span className={style.sub}>{exhibit.reason}</span>
                {exhibit.message !== null && <span className={style.bad}>{exhibit.message}</span>}
              </td>
              <td className={style.wide}>
                {exhibit.cameraName}
                <span className={style.sub}>
                  {formats.moment(exhibit.fromMs, nowMs)} · {formats.duration(exhibit.toMs - exhibit.fromMs)}{' '}
                  · {exhibit.kind === 'opened' ? words.opened : words.masked}
                </span>
              </td>
              <td className={style.wide}>
                {exhibit.askedBy}
                <span className={style.sub}>{formats.moment(exhibit.askedAtMs, nowMs)}</span>
              </td>
              <td className={style.wide}>
                {formats.day(exhibit.deletedAtMs ?? exhibit.deleteAfterMs, nowMs)}
                {exhibit.hold !== null && (
                  <span className={style.sub}>
                    {words.heldUntil(formats.day(exhibit.hold.untilMs, nowMs), exhibit.hold.by)}
                  </span>
                )}
              </td>
              <td>
                {exhibit.state === 'ready' && (
                  <div className={style.actions}>
                    {(exhibit.kind === 'masked' || maySeeOpened) && (
                      <Button
                        component="a"
                        size="compact-xs"
                        href={addressOf('exhibits.download', { params: { id: exhibit.id } })}
                        download
                      >
                        {words.download} {formats.bytes(exhibit.bytes ?? 0)}
                        <span className="visually-hidden">: {exhibit.title}</span>
                      </Button>
                    )}
                    {mayHold && (
                      <Button size="compact-xs" variant="default" onClick={() => onKeep(exhibit, 'hold')}>
                        {words.hold}
                      </Button>
                    )}
                    {mayDelete && (
                      <Button size="compact-xs" variant="default" onClick={() => onKeep(exhibit, 'delete')}>
                        {words.remove}
                      </Button>
                    )}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
