import { useMantineColorScheme } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { titleOf as incidentTitleOf } from '../../core/incident/words/index.ts';
import { useAlarmCommands } from '../alarms/alarm-commands.ts';
import { useOpenAlarms } from '../alarms/open-alarms.ts';
import { titleOf } from '../alarms/title.ts';
import { askForNewIncident } from '../incidents/new-incident-asked.ts';
import { useTerms } from '../incidents/use-terms.ts';
import { useCameras, useIncidents, useUnits } from '../live.ts';
import { signOut, useMay } from '../session.ts';
import { languages, setLanguage, useLanguage, useWords, type Words } from '../words/index.ts';
import { alarmActions } from './alarm-actions.ts';
import { placesOf } from './places.ts';

export type Command = {
  readonly id: string;
  readonly group: keyof Words['palette']['groups'];
  readonly name: string;
  /** Found by these words too, and shown beside the name. */
  readonly also?: string;
  /** The key that does the same without the palette, as printed on it. */
  readonly shortcut?: string;
  readonly run: () => void;
};

/**
 * All there is to go to and to do, what is nearest first: the alarm that is worked, the first alarms, the pages, and then
 * whatever has a name.
 */
export function useCommands(onKeys: () => void): readonly Command[] {
  const actions = useActions(onKeys);
  const pages = usePages();
  const { alarms, others } = useThings();
  return useMemo(
    () => [...actions.first, ...alarms.slice(0, 3), ...pages, ...alarms.slice(3), ...others, ...actions.last],
    [actions, pages, alarms, others],
  );
}

function useActions(onKeys: () => void): { readonly first: Command[]; readonly last: Command[] } {
  const words = useWords();
  const language = useLanguage();
  const { current, commands } = useAlarmCommands();
  const mayWork = useMay('incident.write');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const action = (id: string, name: string, run: () => void, shortcut?: string): Command => ({
    id,
    group: 'action',
    name,
    run,
    ...(shortcut === undefined ? {} : { shortcut }),
  });
  const { theme } = words;
  return {
    first: [
      ...(current === null ? [] : alarmActions(titleOf(current, words), commands, words)),
      ...(mayWork
        ? [action('new-incident', words.keys.newIncident, () => askForNewIncident(true), 'E')]
        : []),
    ],
    last: [
      action('keys', words.keys.help, onKeys, '?'),
      ...(['dark', 'light', 'auto'] as const)
        .filter((scheme) => scheme !== colorScheme)
        .map((scheme) =>
          action(`theme-${scheme}`, `${words.settings.theme}: ${theme[scheme]}`, () =>
            setColorScheme(scheme),
          ),
        ),
      ...languages
        .filter((other) => other !== language)
        .map((other) =>
          action(
            `language-${other}`,
            `${words.settings.language}: ${words.notifications.languages[other]}`,
            () => setLanguage(other),
          ),
        ),
      action('sign-out', words.top.signOut, () => void signOut()),
    ],
  };
}

type PagePath =
  | '/'
  | '/wall'
  | '/alarms'
  | '/alarms/figures'
  | '/incidents'
  | '/incidents/figures'
  | '/handover'
  | '/procedures'
  | '/units'
  | '/cameras'
  | '/footage'
  | '/evidence'
  | '/exercise'
  | '/health'
  | '/settings'
  | '/settings/notifications';

function usePages(): readonly Command[] {
  const words = useWords();
  const router = useRouter();
  const mayHandOver = useMay('handover.read');
  const maySeeEvidence = useMay('evidence.read');
  const mayLookBack = useMay('recording.view');
  const maySeeHealth = useMay('health.read');
  const mayExercise = useMay('exercise.run');
  return useMemo(() => {
    const page = (name: string, to: PagePath): Command => ({
      id: to,
      group: 'page',
      name,
      run: () => void router.navigate({ to }),
    });
    return [
      page(words.nav.watch, '/'),
      page(words.nav.wall, '/wall'),
      page(words.nav.alarms, '/alarms'),
      page(`${words.nav.alarms}: ${words.figures.tab}`, '/alarms/figures'),
      page(words.nav.incidents, '/incidents'),
      page(`${words.nav.incidents}: ${words.incidentFigures.tab}`, '/incidents/figures'),
      ...(mayHandOver ? [page(words.handover.title, '/handover')] : []),
      page(words.procedures.title, '/procedures'),
      page(words.nav.units, '/units'),
      page(words.nav.cameras, '/cameras'),
      ...(mayLookBack ? [page(words.nav.footage, '/footage')] : []),
      ...(maySeeEvidence ? [page(words.nav.evidence, '/evidence')] : []),
      ...(mayExercise ? [page(words.exercise.title, '/exercise')] : []),
      ...(maySeeHealth ? [page(words.nav.health, '/health')] : []),
      page(words.nav.settings, '/settings'),
      page(words.notifications.title, '/settings/notifications'),
    ];
  }, [words, router, mayHandOver, maySeeEvidence, mayLookBack, maySeeHealth, mayExercise]);
}

/** Whatever has a name. */
function useThings(): { readonly alarms: readonly Command[]; readonly others: readonly Command[] } {
  const words = useWords();
  const terms = useTerms();
  const router = useRouter();
  const cameras = useCameras();
  const units = useUnits();
  const open = useOpenAlarms();
  const incidents = useIncidents();
  const alarms = useMemo(
    () =>
      open.map(
        (alarm): Command => ({
          id: alarm.id,
          group: 'alarm',
          name: titleOf(alarm, words),
          also: alarm.cameraName,
          run: () => void router.navigate({ to: '/alarms/$alarmId', params: { alarmId: alarm.id } }),
        }),
      ),
    [open, words, router],
  );
  const others = useMemo(
    () => [
      ...[...incidents.values()].map(
        (incident): Command => ({
          id: incident.id,
          group: 'incident',
          name: `${incident.number} · ${incidentTitleOf(incident, terms)}`,
          also: incident.place,
          run: () =>
            void router.navigate({ to: '/incidents/$incidentId', params: { incidentId: incident.id } }),
        }),
      ),
      ...[...units.values()].map(
        (unit): Command => ({
          id: unit.id,
          group: 'unit',
          name: unit.name,
          also: words.units.states[unit.state],
          run: () => void router.navigate({ to: '/units', search: { unit: unit.id } }),
        }),
      ),
      ...[...cameras.values()].map(
        (camera): Command => ({
          id: camera.id,
          group: 'camera',
          name: camera.name,
          run: () => void router.navigate({ to: '/cameras/$cameraId', params: { cameraId: camera.id } }),
        }),
      ),
      ...placesOf(cameras.values()).map(
        (place): Command => ({
          id: place.id,
          group: 'place',
          name: place.name,
          also: place.also,
          run: () =>
            void (place.view === null
              ? router.navigate({ to: '/cameras/$cameraId', params: { cameraId: place.cameraId } })
              : router.navigate({ to: '/', search: { view: place.view } })),
        }),
      ),
    ],
    [words, terms, router, cameras, units, incidents],
  );
  return { alarms, others };
}
