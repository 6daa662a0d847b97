import type { AlarmView } from '../../contract/shapes.ts';
import { useFormats, useWords } from '../words/index.ts';

/** To whom an alarm that nobody noticed was handed on, newest first; nothing where it was not. */
export function Escalations({
  alarm,
  className,
}: {
  readonly alarm: Pick<AlarmView, 'escalations'>;
  readonly className: string | undefined;
}) {
  const { handedOn: words } = useWords();
  const formats = useFormats();
  return alarm.escalations.toReversed().map(({ ruleId, atMs, to }) => (
    <p key={ruleId} className={className}>
      {to.length === 0 ? words.toNobody(formats.clock(atMs)) : words.to(to.join(', '), formats.clock(atMs))}
    </p>
  ));
}
