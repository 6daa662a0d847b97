import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useCity } from '../live.ts';
import { useSite } from '../session.ts';
import { useWords } from '../words/index.ts';
import style from './top-bar.module.css';

/** Site, then page, in the bar and in the window's title. */
export function Place() {
  const words = useWords();
  const site = useSite().data;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [, page = '', id = ''] = path.split('/');
  const cameraName = useCity((city) => (page === 'cameras' ? city.cameras.get(id)?.name : undefined));
  const incidentNumber = useCity((city) =>
    page === 'incidents' ? city.incidents.get(id)?.number : undefined,
  );
  const pageName =
    cameraName ??
    ({
      '': words.nav.watch,
      wall: words.nav.wall,
      alarms: words.nav.alarms,
      units: words.nav.units,
      unit: words.unitPage.title,
      incidents: incidentNumber === undefined ? words.nav.incidents : words.incidents.goTo(incidentNumber),
      handover: words.handover.title,
      procedures: words.procedures.title,
      cameras: words.nav.cameras,
      footage: words.nav.footage,
      evidence: words.nav.evidence,
      exercise: words.exercise.title,
      health: words.nav.health,
      settings: words.nav.settings,
    }[page] ||
      words.product);
  const siteName = site?.name ?? words.product;
  useEffect(() => {
    document.title = `${pageName} · ${siteName}`;
  }, [pageName, siteName]);
  return (
    <div className={style.place}>
      <span className={style.site}>{siteName}</span>
      <span className={style.separator} aria-hidden>
        ▸
      </span>
      <span className={style.pageName}>{pageName}</span>
    </div>
  );
}
