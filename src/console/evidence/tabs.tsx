import { Link } from '@tanstack/react-router';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { useWords } from '../words/index.ts';

/** The pages under Evidence. */
export function EvidenceTabs() {
  const { evidence: words, exhibits } = useWords();
  const maySeeVault = useMay('vault.read');
  const maySeeExhibits = useMay('exhibit.read');
  const current = { activeProps: { 'aria-current': 'page' as const }, activeOptions: { exact: true } };
  return (
    <nav className={pageHead.tabs} aria-label={words.title}>
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
