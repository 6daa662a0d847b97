import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { IncidentKind } from '../../core/incident/incident.ts';
import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { saveText } from '../ui/save-text.ts';
import { useWords } from '../words/index.ts';

const formats = ['yaml', 'json'] as const;
type Chosen = { readonly format: (typeof formats)[number]; readonly kind?: IncidentKind };

/** Procedures as a file: all of them, or the one on the screen. */
export function ExportMenu({ kind }: { readonly kind: IncidentKind | undefined }) {
  const words = useWords();
  const { procedures: own } = words;
  const save = useMutation({
    mutationFn: (query: Chosen) => call('procedures.export', { query }),
    onSuccess: ({ fileName, text }) => saveText(fileName, text),
    onError: (cause) => say(problemText(cause, words)),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default" loading={save.isPending}>
          {own.exportAll}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => save.mutate({ format })}>
            {own.asFile(format.toUpperCase())}
          </Menu.Item>
        ))}
        {kind !== undefined &&
          formats.map((format) => (
            <Menu.Item key={`one-${format}`} onClick={() => save.mutate({ format, kind })}>
              {own.oneAsFile(format.toUpperCase())}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
