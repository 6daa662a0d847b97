import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
  useRouterState,
} from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { AlarmPage } from './alarms/alarm-page.tsx';
import { AlarmsPage } from './alarms/alarms-page.tsx';
import { startLive } from './live.ts';
import type { ProceduresSearch } from './procedures/procedures-page.tsx';
import { answers, useSession, useSite } from './session.ts';
import { Shell } from './shell.tsx';
import { SetupPage } from './sign-in/setup-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { theme } from './theme.ts';
import { Boundary } from './ui/boundary.tsx';
import { NotFound } from './ui/not-found.tsx';
import { Notices } from './ui/notice.tsx';
import { PageSkeleton } from './ui/skeletons.tsx';
import { UnitSignIn } from './unit-page/unit-sign-in.tsx';
import type { UnitsSearch } from './units/units-page.tsx';
import { wallSearchFrom } from './wall/wall-search.ts';
import { WatchPage, type WatchSearch } from './watch/watch-page.tsx';

const AsidePage = lazy(() => import('./alarms/routes.tsx').then((m) => ({ default: m.AsidePage })));
const FiguresPage = lazy(() =>
  import('./alarm-figures/routes.tsx').then((m) => ({ default: m.FiguresPage })),
);
const KindsPage = lazy(() => import('./alarm-figures/routes.tsx').then((m) => ({ default: m.KindsPage })));
const CamerasPage = lazy(() => import('./cameras/routes.tsx').then((m) => ({ default: m.CamerasPage })));
const CameraPage = lazy(() => import('./cameras/routes.tsx').then((m) => ({ default: m.CameraPage })));
const EvidencePage = lazy(() => import('./evidence/routes.tsx').then((m) => ({ default: m.EvidencePage })));
const OpeningForm = lazy(() => import('./evidence/routes.tsx').then((m) => ({ default: m.OpeningForm })));
const OpeningPage = lazy(() => import('./evidence/routes.tsx').then((m) => ({ default: m.OpeningPage })));
const ExhibitForm = lazy(() => import('./exhibits/routes.tsx').then((m) => ({ default: m.ExhibitForm })));
const ExhibitsPage = lazy(() => import('./exhibits/routes.tsx').then((m) => ({ default: m.ExhibitsPage })));
const VaultPage = lazy(() => import('./evidence/routes.tsx').then((m) => ({ default: m.VaultPage })));
const ExercisePage = lazy(() =>
  import('./exercise/exercise-page.tsx').then((m) => ({ default: m.ExercisePage })),
);
const FootagePage = lazy(() => import('./footage/routes.tsx').then((m) => ({ default: m.FootagePage })));
const IncidentsPage = lazy(() =>
  import('./incidents/routes.tsx').then((m) => ({ default: m.IncidentsPage })),
);
const IncidentPage = lazy(() => import('./incidents/routes.tsx').then((m) => ({ default: m.IncidentPage })));
const IncidentFiguresPage = lazy(() =>
  import('./incident-figures/routes.tsx').then((m) => ({ default: m.IncidentFiguresPage })),
);
const HandoverPage = lazy(() => import('./incidents/routes.tsx').then((m) => ({ default: m.HandoverPage })));
const ProceduresPage = lazy(() =>
  import('./incidents/routes.tsx').then((m) => ({ default: m.ProceduresPage })),
);
const HealthPage = lazy(() => import('./health/health-page.tsx').then((m) => ({ default: m.HealthPage })));
const SettingsPage = lazy(() =>
  import('./settings/settings-page.tsx').then((m) => ({ default: m.SettingsPage })),
);

const NotificationsPage = lazy(() =>
  import('./notifications/notifications-page.tsx').then((m) => ({ default: m.NotificationsPage })),
);

const PlansPage = lazy(() => import('./plans/plans-page.tsx').then((m) => ({ default: m.PlansPage })));
const UnitsPage = lazy(() => import('./units/units-page.tsx').then((m) => ({ default: m.UnitsPage })));
const WallPage = lazy(() => import('./wall/wall-page.tsx').then((m) => ({ default: m.WallPage })));
const UnitPage = lazy(() => import('./unit-page/unit-page.tsx').then((m) => ({ default: m.UnitPage })));

type FreeSearch = { readonly [name: string]: string | number | boolean | undefined };

const root = createRootRoute({ component: Gate, notFoundComponent: NotFound });

const watchRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: WatchPage,
  validateSearch: (search: Record<string, unknown>): WatchSearch => ({
    ...text(search, 'view'),
    ...text(search, 'alarm'),
    ...text(search, 'group'),
    ...text(search, 'tag'),
    ...text(search, 'hide'),
    ...(typeof search.level === 'number' || typeof search.level === 'string'
      ? { level: String(search.level) }
      : {}),
  }),
});
const wallRoute = createRoute({
  getParentRoute: () => root,
  path: '/wall',
  component: () => <WallPage />,
  validateSearch: wallSearchFrom,
});
const alarmsRoute = createRoute({ getParentRoute: () => root, path: '/alarms', component: AlarmsPage });
const asideRoute = createRoute({
  getParentRoute: () => root,
  path: '/alarms/aside',
  component: () => <AsidePage />,
});
const figuresRoute = createRoute({
  getParentRoute: () => root,
  path: '/alarms/figures',
  component: () => <FiguresPage />,
  validateSearch: (search: Record<string, unknown>) => search as FreeSearch,
});
const kindsRoute = createRoute({
  getParentRoute: () => root,
  path: '/alarms/kinds',
  component: () => <KindsPage />,
});
const alarmRoute = createRoute({
  getParentRoute: () => root,
  path: '/alarms/$alarmId',
  component: () => <AlarmPage alarmId={alarmRoute.useParams().alarmId} />,
});
const incidentsRoute = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  component: () => <IncidentsPage />,
});
const incidentRoute = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$incidentId',
  component: () => <IncidentPage incidentId={incidentRoute.useParams().incidentId} />,
});
const incidentFiguresRoute = createRoute({
  getParentRoute: () => root,
  path: '/incidents/figures',
  component: () => <IncidentFiguresPage />,
  validateSearch: (search: Record<string, unknown>) => search as FreeSearch,
});
const handoverRoute = createRoute({
  getParentRoute: () => root,
  path: '/handover',
  component: () => <HandoverPage />,
});
const proceduresRoute = createRoute({
  getParentRoute: () => root,
  path: '/procedures',
  component: () => <ProceduresPage />,
  validateSearch: (search: Record<string, unknown>): ProceduresSearch => text(search, 'kind'),
});
const camerasRoute = createRoute({
  getParentRoute: () => root,
  path: '/cameras',
  component: () => <CamerasPage />,
  validateSearch: (search: Record<string, unknown>) => search as FreeSearch,
});
const cameraRoute = createRoute({
  getParentRoute: () => root,
  path: '/cameras/$cameraId',
  component: () => {
    const { cameraId } = cameraRoute.useParams();
    return <CameraPage key={cameraId} cameraId={cameraId} />;
  },
  validateSearch: (search: Record<string, unknown>) => search as FreeSearch,
});
const exhibitsRoute = createRoute({
  getParentRoute: () => root,
  path: '/evidence/exhibits',
  component: ExhibitsPage,
});
const exhibitFormRoute = createRoute({
  getParentRoute: () => root,
  path: '/evidence/exhibits/new',
  component: () => <ExhibitForm />,
  validateSearch: (search: Record<string, unknown>) => search as FreeSearch,
});
const evidenceRoute = createRoute({
  getParentRoute: () => root,
  path: '/evidence',
  component: () => <EvidencePage />,
});
const vaultRoute = createRoute({
  getParentRoute: () => root,
  path: '/evidence/vault',
  component: () => <VaultPage />,
});
const askRoute = createRoute({
  getParentRoute: () => root,
  path: '/evidence/ask',
  component: () => <OpeningForm />,
  validateSearch: (search: Record<string, unknown>) => search as FreeSearch,
});
const openingRoute = createRoute({
  getParentRoute: () => root,
  path: '/evidence/openings/$openingId',
  component: () => {
    const { openingId } = openingRoute.useParams();
    return <OpeningPage key={openingId} openingId={openingId} />;
  },
});
const footageRoute = createRoute({
  getParentRoute: () => root,
  path: '/footage',
  component: () => <FootagePage />,
  validateSearch: (search: Record<string, unknown>) => search as FreeSearch,
});
const exerciseRoute = createRoute({ getParentRoute: () => root, path: '/exercise', component: ExercisePage });
const healthRoute = createRoute({ getParentRoute: () => root, path: '/health', component: HealthPage });
const settingsRoute = createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage });
const notificationsRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/notifications',
  component: NotificationsPage,
});
const plansRoute = createRoute({ getParentRoute: () => root, path: '/settings/plans', component: PlansPage });
const unitsRoute = createRoute({
  getParentRoute: () => root,
  path: '/units',
  component: () => <UnitsPage />,
  validateSearch: (search: Record<string, unknown>): UnitsSearch => ({
    ...text(search, 'incident'),
    ...text(search, 'unit'),
  }),
});
const unitRoute = createRoute({ getParentRoute: () => root, path: '/unit', component: UnitSignIn });
const setupRoute = createRoute({ getParentRoute: () => root, path: '/setup', component: SetupPage });

const router = createRouter({
  routeTree: root.addChildren([
    watchRoute,
    wallRoute,
    alarmsRoute,
    asideRoute,
    figuresRoute,
    kindsRoute,
    alarmRoute,
    incidentsRoute,
    incidentFiguresRoute,
    incidentRoute,
    handoverRoute,
    proceduresRoute,
    camerasRoute,
    cameraRoute,
    evidenceRoute,
    exhibitsRoute,
    exhibitFormRoute,
    vaultRoute,
    askRoute,
    openingRoute,
    footageRoute,
    exerciseRoute,
    healthRoute,
    settingsRoute,
    notificationsRoute,
    plansRoute,
    unitsRoute,
    unitRoute,
    setupRoute,
  ]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={answers}>
        <RouterProvider router={router} />
        <Notices />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** First run, sign-in or the console itself; the address stays, so that signing in returns to the same place. */
function Gate() {
  const site = useSite();
  const session = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const operator = session.data?.user.role === 'unit' ? null : (session.data ?? null);
  useEffect(() => {
    if (operator !== null) startLive(operator.permissions);
  }, [operator]);

  if (site.data === undefined || session.data === undefined) return <PageSkeleton isWholeScreen />;
  if (path === '/setup' && session.data === null) return <SetupPage />;
  if (session.data === null && path === '/unit') return <UnitSignIn />;
  // A phone in the field: its own page, whatever the address says.
  if (session.data?.user.role === 'unit')
    return (
      <Suspense fallback={<PageSkeleton isWholeScreen />}>
        <UnitPage />
      </Suspense>
    );
  if (session.data === null) return <SignInPage />;
  return (
    <Shell>
      <Boundary key={path}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </Boundary>
    </Shell>
  );
}

function text<K extends string>(search: Record<string, unknown>, key: K): { readonly [P in K]?: string } {
  const value = search[key];
  return (typeof value === 'string' ? { [key]: value } : {}) as { readonly [P in K]?: string };
}
