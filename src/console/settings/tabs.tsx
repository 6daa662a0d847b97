import { Link } from '@tanstack/react-router';
import style from '../notifications/notifications.module.css';
import { useMay } from '../session.ts';
import { useWords } from '../words/index.ts';

/** The pages under Settings. */
export function SettingsTabs() {
  const { notifications: words, settings, plans } = useWords();
  const mayWriteMap = useMay('map.write');
  const current = { activeProps: { 'aria-current': 'page' as const }, activeOptions: { exact: true } };
  return (
    <nav className={style.tabs} aria-label={settings.title}>
      <Link to="/settings" {...current}>
        {words.general}
      </Link>
      <Link to="/settings/notifications" {...current}>
        {words.title}
      </Link>
      {mayWriteMap && (
        <Link to="/settings/plans" {...current}>
          {plans.title}
        </Link>
      )}
    </nav>
  );
}
