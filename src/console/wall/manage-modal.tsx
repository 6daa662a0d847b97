import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Wall, WallTour } from '../../contract/wall.ts';
import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import { TourForm } from './tour-form.tsx';
import { reloadWall } from './use-wall.ts';
import style from './wall.module.css';

/** Saved layouts and tours: removed here; tours are made and changed here. */
export function ManageModal({ wall, onClose }: { readonly wall: Wall; readonly onClose: () => void }) {
  const words = useWords();
  const text = words.wall;
  const [tour, setTour] = useState<WallTour | 'new' | null>(null);

  async function remove(name: string, removing: Promise<unknown>): Promise<void> {
    try {
      await removing;
      reloadWall();
      say(text.removed(name));
    } catch (cause) {
      say(problemText(cause, words));
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={tour === null ? text.manage : tour === 'new' ? text.newTour : text.editTour(tour.name)}
      size="lg"
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {tour !== null ? (
        <TourForm layouts={wall.layouts} tour={tour === 'new' ? null : tour} onClose={() => setTour(null)} />
      ) : (
        <div className={style.manage}>
          <section>
            <h2>{text.layouts}</h2>
            {wall.layouts.length === 0 && <p className={style.hint}>{text.needLayout}</p>}
            <ul>
              {wall.layouts.map(({ id, name, shape }) => (
                <Row
                  key={id}
                  name={name}
                  more={text.shapes[shape]}
                  onRemove={() => remove(name, call('wall.layouts.delete', { params: { id } }))}
                />
              ))}
            </ul>
          </section>
          <section>
            <h2>{text.tours}</h2>
            <ul>
              {wall.tours.map((one) => (
                <Row
                  key={one.id}
                  name={one.name}
                  more={one.steps
                    .map(({ layoutId }) => wall.layouts.find(({ id }) => id === layoutId)?.name ?? '')
                    .join(', ')}
                  onChange={() => setTour(one)}
                  onRemove={() => remove(one.name, call('wall.tours.delete', { params: { id: one.id } }))}
                />
              ))}
            </ul>
            {wall.layouts.length > 0 && (
              <Button size="xs" variant="default" onClick={() => setTour('new')}>
                {text.newTour}
              </Button>
            )}
          </section>
        </div>
      )}
    </Modal>
  );
}

/** Removed in two steps: it goes for everybody. */
function Row({
  name,
  more,
  onChange,
  onRemove,
}: {
  readonly name: string;
  readonly more: string;
  readonly onChange?: () => void;
  readonly onRemove: () => Promise<void>;
}) {
  const words = useWords();
  const [isAsking, setAsking] = useState(false);
  return (
    <li className={style.row}>
      <span className={style.rowWords}>
        <strong>{isAsking ? words.wall.removeAsk(name) : name}</strong>
        {!isAsking && <span>{more}</span>}
      </span>
      {isAsking ? (
        <>
          <Button size="compact-sm" variant="default" onClick={() => setAsking(false)}>
            {words.common.cancel}
          </Button>
          <Button size="compact-sm" onClick={() => void onRemove().finally(() => setAsking(false))}>
            {words.wall.remove}
          </Button>
        </>
      ) : (
        <>
          {onChange !== undefined && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${words.wall.change}: ${name}`}
              onClick={onChange}
            >
              {words.wall.change}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${words.wall.remove}: ${name}`}
            onClick={() => setAsking(true)}
          >
            {words.wall.remove}
          </Button>
        </>
      )}
    </li>
  );
}
