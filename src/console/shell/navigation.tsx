import { Tooltip } from '@mantine/core';
import {
  type Icon,
  IconBell,
  IconCamera,
  IconClipboardList,
  IconHeartbeat,
  IconHistory,
  IconLayoutGrid,
  IconLock,
  IconMap2,
  IconSettings,
  IconShield,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useOfOpenAlarms } from '../alarms/open-alarms.ts';
import { needsAcknowledgement } from '../alarms/order.ts';
import { useMay } from '../session.ts';
import { useWords, type Words } from '../words/index.ts';
import style from './navigation.module.css';

type Word = keyof Pick<
  Words['nav'],
  | 'watch'
  | 'wall'
  | 'alarms'
  | 'incidents'
  | 'units'
  | 'cameras'
  | 'footage'
  | 'evidence'
  | 'health'
  | 'settings'
>;
type Entry = {
  readonly to: '/' | `/${Exclude<Word, 'watch'>}`;
  readonly word: Word;
  readonly Icon: Icon;
};

const entries: readonly Entry[] = [
  { to: '/', word: 'watch', Icon: IconMap2 },
  { to: '/wall', word: 'wall', Icon: IconLayoutGrid },
  { to: '/alarms', word: 'alarms', Icon: IconBell },
  { to: '/incidents', word: 'incidents', Icon: IconClipboardList },
  { to: '/units', word: 'units', Icon: IconShield },
  { to: '/cameras', word: 'cameras', Icon: IconCamera },
  { to: '/footage', word: 'footage', Icon: IconHistory },
  { to: '/evidence', word: 'evidence', Icon: IconLock },
  { to: '/health', word: 'health', Icon: IconHeartbeat },
  { to: '/settings', word: 'settings', Icon: IconSettings },
];

/** The rail on the left; at the foot of a phone. */
export function Navigation() {
  const words = useWords();
  const maySeeHealth = useMay('health.read');
  const maySeeEvidence = useMay('evidence.read');
  const mayLookBack = useMay('recording.view');
  const isHidden: { readonly [to: string]: boolean } = {
    '/health': !maySeeHealth,
    '/evidence': !maySeeEvidence,
    '/footage': !mayLookBack,
  };
  return (
    <nav className={style.rail} aria-label={words.nav.label}>
      {entries
        .filter(({ to }) => isHidden[to] !== true)
        .map(({ to, word, Icon }) => (
          <Tooltip
            key={to}
            label={words.nav[word]}
            position="right"
            events={{ hover: true, focus: true, touch: false }}
          >
            <Link
              to={to}
              className={style.entry}
              data-page={word}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              <Icon size={20} stroke={1.6} aria-hidden />
              <span className={style.word}>{words.nav[word]}</span>
              {to === '/alarms' && <Waiting />}
            </Link>
          </Tooltip>
        ))}
    </nav>
  );
}

/** How many alarms nobody has taken notice of. */
function Waiting() {
  const words = useWords();
  const waiting = useOfOpenAlarms((alarms) => alarms.filter(needsAcknowledgement).length);
  if (waiting === 0) return null;
  return (
    <span className={style.badge}>
      <span aria-hidden>{waiting > 99 ? '99+' : waiting}</span>
      <span className="visually-hidden">{words.alarms.unacknowledged(waiting)}</span>
    </span>
  );
}
