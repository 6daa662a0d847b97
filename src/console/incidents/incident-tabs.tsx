import { Link } from '@tanstack/react-router';
import { useHandover } from '../live.ts';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { useWords } from '../words/index.ts';

/** The pages under Incidents. */
export function IncidentTabs() {
  const { incidents: words, handover: own, incidentFigures } = useWords();
  const handover = useHandover();
  const mayHandOver = useMay('handover.read');
  const current = {
    activeProps: { 'aria-current': 'page' as const },
    activeOptions: { exact: true, includeSearch: false },
  };
  return (
    <nav className={pageHead.tabs} aria-label={words.title}>
      <Link to="/incidents" {...current}>
        {words.tabs.list}
      </Link>
      <Link to="/incidents/figures" {...current}>
        {incidentFigures.tab}
      </Link>
      {mayHandOver && (
        <Link to="/handover" {...current}>
          {words.tabs.handover}
          {handover?.state === 'waiting' && <span className={pageHead.mark}>{own.isWaiting}</span>}
        </Link>
      )}
      <Link to="/procedures" activeProps={{ 'aria-current': 'page' as const }}>
        {words.tabs.procedures}
      </Link>
    </nav>
  );
}
