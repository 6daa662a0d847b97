import { Link } from '@tanstack/react-router';
import { useWords } from '../words/index.ts';
import style from './aside.module.css';
import { useAlarmsAside } from './open-alarms.ts';

/** The pages under Alarms. */
export function AlarmTabs() {
  const words = useWords();
  const aside = useAlarmsAside().length;
  const current = { activeProps: { 'aria-current': 'page' as const }, activeOptions: { exact: true } };
  return (
    <nav className={style.tabs} aria-label={words.alarms.title}>
      <Link to="/alarms" {...current}>
        {words.aside.tabs.open}
      </Link>
      <Link to="/alarms/aside" {...current}>
        {words.aside.tabs.aside}
        {aside > 0 && <span className={style.count}>{aside}</span>}
      </Link>
      <Link to="/alarms/figures" {...current}>
        {words.figures.tab}
      </Link>
      <Link to="/alarms/kinds" {...current}>
        {words.figures.kindsTab}
      </Link>
    </nav>
  );
}
