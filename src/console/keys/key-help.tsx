import { Modal } from '@mantine/core';
import { Kbd } from '../ui/kbd.tsx';
import { useWords } from '../words/index.ts';
import style from './keys.module.css';

/** Every key on one card. */
export function KeyHelp({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { keys, common } = useWords();
  const groups: readonly { readonly title: string; readonly rows: readonly (readonly [string, string])[] }[] =
    [
      {
        title: keys.groupAlarms,
        rows: [
          ['A', keys.acknowledge],
          ['G', keys.group],
          ['S', keys.shelve],
          ['X', keys.nuisance],
          ['W', keys.toWall],
          ['R', keys.reset],
          ['I', keys.openIncident],
          ['Enter', keys.open],
          ['N', keys.next],
          ['P', keys.previous],
        ],
      },
      {
        title: keys.groupIncident,
        rows: [
          ['D', keys.stepDone],
          ['W', keys.stepDoneWith],
          ['J K', keys.stepMove],
          ['L', keys.write],
          ['T', keys.take],
          ['C', keys.close],
        ],
      },
      {
        title: keys.groupFootage,
        rows: [
          ['Space', keys.play],
          [', .', keys.step],
          ['J K L', keys.shuttle],
          ['← →', keys.seconds],
          ['[ ]', keys.moments],
          ['B', keys.bookmark],
          ['I O', keys.inOut],
          ['+ −', keys.zoom],
          ['End', keys.live],
        ],
      },
      {
        title: keys.groupWall,
        rows: [
          ['1 … 9', keys.tile],
          ['Space', keys.holdTour],
          ['F', keys.fullScreen],
        ],
      },
      {
        title: keys.groupEverywhere,
        rows: [
          ['Ctrl K', keys.palette],
          ['/', keys.search],
          ['E', keys.newIncident],
          ['?', keys.help],
          ['Esc', keys.escape],
        ],
      },
    ];
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={keys.title}
      size="md"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <div className={style.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl className={style.keys}>
              {group.rows.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    <Kbd>{key}</Kbd>
                    <span className="visually-hidden">{key}</span>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
