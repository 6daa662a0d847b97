import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { OutOfService } from '../../contract/alarms.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import { covers } from '../../core/alarm/set-aside.ts';
import { call } from '../client.ts';
import { useCameras, useServerNow } from '../live.ts';
import { answers, useMay } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { outOfServiceQuery } from './alarm-queries.ts';
import style from './aside.module.css';

/** Orders in force, with what waits under each. */
export function ServiceTable({
  orders,
  alarms,
}: {
  readonly orders: readonly OutOfService[];
  readonly alarms: readonly AlarmView[];
}) {
  const words = useWords();
  const { columns } = words.aside;
  return (
    <div className={ui.tableWrap}>
      <table className={`${ui.table} ${style.table}`}>
        <thead>
          <tr>
            <th>{columns.what}</th>
            <th>{columns.why}</th>
            <th className={style.wide}>{columns.who}</th>
            <th>{columns.left}</th>
            <th>
              <span className="visually-hidden">{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <Row
              key={order.id}
              order={order}
              standing={
                alarms.filter((alarm) => alarm.state === 'out-of-service' && covers(order, alarm)).length
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ order, standing }: { readonly order: OutOfService; readonly standing: number }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow(10_000);
  const mayConfigure = useMay('alarm.configure');
  const part = usePart(order);
  const end = useMutation({
    mutationFn: () => call('outOfService.end', { params: { id: order.id }, body: {} }),
    onError: (cause) => say(problemText(cause, words)),
    onSettled: () => answers.invalidateQueries({ queryKey: outOfServiceQuery.queryKey }),
  });
  return (
    <tr data-order={order.id}>
      <td>
        <strong>{part.where}</strong>
        <span className={style.sub}>
          {part.what}
          {standing > 0 ? ` · ${words.aside.standing(standing)}` : ''}
        </span>
      </td>
      <td className={style.words}>{order.reason}</td>
      <td className={style.wide}>{words.aside.byWhom(order.by, formats.moment(order.sinceMs, now))}</td>
      <td>{order.untilMs === null ? words.aside.whenEnded : formats.moment(order.untilMs, now)}</td>
      <td className={style.do}>
        {mayConfigure && (
          <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            {words.aside.putBack}
          </Button>
        )}
      </td>
    </tr>
  );
}

function usePart(order: OutOfService): { readonly where: string; readonly what: string } {
  const words = useWords();
  const camera = useCameras().get(order.cameraId ?? '');
  const zone = camera?.zones.find(({ id }) => id === order.zoneId);
  const where =
    order.cameraId === null
      ? words.aside.wholeSite
      : [camera?.name ?? order.cameraId, zone?.name ?? order.zoneId]
          .filter((part) => part !== null)
          .join(' · ');
  const what =
    order.kind !== null
      ? words.alarms.kinds[order.kind]
      : order.zoneId === null && order.cameraId !== null
        ? `${words.aside.wholeCamera}, ${words.aside.everyKind.toLocaleLowerCase()}`
        : words.aside.everyKind;
  return { where, what };
}
