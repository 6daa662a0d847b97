import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { CameraView } from '../../contract/shapes.ts';
import { say } from '../ui/notice.tsx';
import { useWords } from '../words/index.ts';
import { mostTiles } from './deck.ts';
import style from './footage.module.css';

/** One to nine cameras, in the order they were chosen. */
export function CameraPicker({
  cameras,
  shown,
  onChange,
}: {
  readonly cameras: ReadonlyMap<string, CameraView>;
  readonly shown: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const words = useWords();
  const toggle = (id: string) => {
    if (!shown.includes(id)) {
      if (shown.length >= mostTiles) say(words.footage.mostCameras);
      else onChange([...shown, id]);
    } else if (shown.length > 1) onChange(shown.filter((other) => other !== id));
  };
  const name =
    shown.length === 1
      ? (cameras.get(shown[0]!)?.name ?? words.footage.cameras)
      : words.footage.camerasShown(shown.length);
  return (
    <Menu position="bottom-start" closeOnItemClick={false} width={260}>
      <Menu.Target>
        <Button
          variant="default"
          className={style.picker}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={`${words.footage.cameras}: ${name}`}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={style.pickerList}>
        {[...cameras.values()].map(({ id, name }) => (
          <Menu.Item
            key={id}
            role="menuitemcheckbox"
            aria-checked={shown.includes(id)}
            onClick={() => toggle(id)}
            leftSection={
              <IconCheck
                size={14}
                aria-hidden
                style={{ visibility: shown.includes(id) ? 'visible' : 'hidden' }}
              />
            }
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
