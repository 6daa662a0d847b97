import { Button, Checkbox, Popover } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useWords } from '../words/index.ts';
import style from './city-map.module.css';
import { type MapLayer, mapLayers } from './map-layers.ts';

/** What the map shows besides cameras and alarms, which it always shows. */
export function LayersButton({
  hidden,
  onHidden,
}: {
  readonly hidden: ReadonlySet<MapLayer>;
  readonly onHidden: (hidden: ReadonlySet<MapLayer>) => void;
}) {
  const words = useWords();
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconStack2 size={14} stroke={1.8} aria-hidden />}
        >
          {words.watch.layers}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.watch.layers}>
        <div className={style.layers}>
          {mapLayers.map((layer) => (
            <Checkbox
              key={layer}
              size="xs"
              label={words.watch.layerNames[layer]}
              checked={!hidden.has(layer)}
              onChange={({ currentTarget: { checked } }) =>
                onHidden(new Set(mapLayers.filter((one) => (one === layer ? !checked : hidden.has(one)))))
              }
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
