import { Link } from '@tanstack/react-router';
import style from '../notifications/notifications.module.css';
import { useWords } from '../words/index.ts';

/** The pages under Settings. */
export function SettingsTabs() {
  const { notifications: words, settings } = useWords();
  const current = { activeProps: { 'aria-current': 'page' as const }, activeOptions: { exact: true } };
  return (
    <nav className={style.tabs} aria-label={settings.title}>
      <Link to="/settings" {...current}>
        {words.general}
      </Link>
      <Link to="/settings/notifications" {...current}>
        {words.title}
      </Link>
    </nav>
  );
}
