import { Button } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { useHandover, useServerNow } from '../live.ts';
import { useMay, useSession } from '../session.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './handover.module.css';

/** On every page until somebody has taken over: the shift that goes waits for the one that comes. */
export function HandoverStrip() {
  const { handover: words } = useWords();
  const formats = useFormats();
  const handover = useHandover();
  const now = useServerNow(60_000);
  const me = useSession().data?.user.name;
  const mayTake = useMay('handover.write');
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (!mayTake || handover?.state !== 'waiting' || handover.madeBy === me || path === '/handover')
    return null;
  return (
    <section className={style.strip} aria-label={words.title}>
      <p>{words.waitsForYou(handover.madeBy, formats.moment(handover.madeAtMs, now))}</p>
      <Button size="compact-sm" variant="default" component={Link} to="/handover">
        {words.read}
      </Button>
    </section>
  );
}
