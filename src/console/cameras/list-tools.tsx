import { Button, Menu } from '@mantine/core';
import { IconDownload, IconTable, IconUpload } from '@tabler/icons-react';
import { csvOf } from '../../contract/camera-csv.ts';
import type { CameraView } from '../../contract/shapes.ts';
import { useWords } from '../words/index.ts';
import style from './camera-lists.module.css';

/** The table out and in: what is shown is what is exported. */
export function TableMenu({
  cameras,
  onImport,
}: {
  readonly cameras: readonly CameraView[];
  readonly onImport: () => void;
}) {
  const text = useWords().cameraLists;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          className={style.table ?? ''}
          variant="default"
          leftSection={<IconTable size={16} stroke={1.6} aria-hidden />}
        >
          {text.table}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={cameras.length === 0}
          onClick={() => download(csvOf(cameras))}
        >
          {text.export(cameras.length)}
          <br />
          <small>{text.exportHint}</small>
        </Menu.Item>
        <Menu.Item leftSection={<IconUpload size={16} aria-hidden />} onClick={onImport}>
          {text.import}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** With a byte order mark: without it spreadsheets read Cyrillic as rubbish. */
function download(csv: string): void {
  const address = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'cameras.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
