import { Link } from '@tanstack/react-router';
import pageHead from '../ui/page-head.module.css';
import { useWords } from '../words/index.ts';
import { useAlarmsAside } from './open-alarms.ts';

/** The pages under Alarms. */
export function AlarmTabs() {
  const words = useWords();
  const aside = useAlarmsAside().length;
  const current = { activeProps: { 'aria-current': 'page' as const }, activeOptions: { exact: true } };
  return (
    <nav className={pageHead.tabs} aria-label={words.alarms.title}>
      <Link to="/alarms" {...current}>
        {words.aside.tabs.open}
      </Link>
      <Link to="/alarms/aside" {...current}>
        {words.aside.tabs.aside}
        {aside > 0 && <span className={pageHead.count}>{aside}</span>}
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
