import { Link } from '@tanstack/react-router';
import { useMay } from '../session.ts';
import { useWords } from '../words/index.ts';
import style from './evidence.module.css';

/** The pages under Evidence. */
export function EvidenceTabs() {
  const { evidence: words, exhibits } = useWords();
  const maySeeVault = useMay('vault.read');
  const maySeeExhibits = useMay('exhibit.read');
  const current = { activeProps: { 'aria-current': 'page' as const }, activeOptions: { exact: true } };
  return (
    <nav className={style.tabs} aria-label={words.title}>
      <Link to="/evidence" {...current}>
        {words.openings}
      </Link>
      {maySeeExhibits && (
        <Link to="/evidence/exhibits" {...current}>
          {exhibits.title}
        </Link>
      )}
      {maySeeVault && (
        <Link to="/evidence/vault" {...current}>
          {words.vault}
        </Link>
      )}
    </nav>
  );
}
