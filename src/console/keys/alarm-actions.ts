import { type AlarmKey, alarmKeys } from '../alarms/alarm-commands.ts';
import type { Words } from '../words/index.ts';
import type { Command } from './commands.ts';

/** What can be done with the alarm that is worked, each with the key that does it. */
export function alarmActions(
  title: string,
  commands: { readonly [K in AlarmKey]?: () => void },
  { keys }: Pick<Words, 'keys'>,
): Command[] {
  const names: { readonly [K in AlarmKey]: string } = {
    a: keys.acknowledge,
    i: keys.openIncident,
    s: keys.shelve,
    w: keys.toWall,
    x: keys.nuisance,
    r: keys.reset,
    g: keys.group,
  };
  return alarmKeys.flatMap((key) => {
    const run = commands[key];
    if (run === undefined) return [];
    // The others are about one alarm, and say which.
    const also = key === 'g' ? {} : { also: title };
    return [
      {
        id: `alarm-${key}`,
        group: 'action' as const,
        name: names[key],
        shortcut: key.toUpperCase(),
        run,
        ...also,
      },
    ];
  });
}
