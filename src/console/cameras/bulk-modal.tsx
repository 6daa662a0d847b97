import { Button, Modal, Progress, Select, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { type BulkReport, mostAtOnce } from '../../contract/camera-bulk.ts';
import type { CameraView } from '../../contract/shapes.ts';
import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import { type BulkKind, bulkKinds, changeOf } from './bulk-state.ts';
import style from './camera-lists.module.css';
import { inTurns, piecesOf } from './in-turns.ts';
import { LevelInput } from './level-input.tsx';

const nothingYet: BulkReport = { changed: [], unchanged: [], refused: [] };
const mostTold = 50;

/** One change of all chosen cameras, in turns of some hundred; what was not changed is named with why. */
export function BulkModal({
  cameras,
  onClose,
}: {
  readonly cameras: readonly CameraView[];
  readonly onClose: () => void;
}) {
  const words = useWords();
  const text = words.cameraLists;
  // As they were when the order was begun: the list changes under it while it works.
  const [chosen] = useState(cameras);
  const [kind, setKind] = useState<BulkKind>('group');
  const [typed, setTyped] = useState('');
  const [report, setReport] = useState<BulkReport | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isStopped = useRef(false);
  const change = changeOf(kind, typed);
  const done = report === null ? 0 : report.changed.length + report.unchanged.length + report.refused.length;

  async function run(): Promise<void> {
    if (change === null) return;
    setBusy(true);
    setError(null);
    let sum = nothingYet;
    setReport(sum);
    try {
      await inTurns(
        piecesOf(
          chosen.map(({ id, version }) => ({ id, version })),
          mostAtOnce,
        ),
        (piece) => call('cameras.bulk', { body: { cameras: piece, change } }),
        {
          isStopped: () => isStopped.current,
          onDone(part) {
            sum = {
              changed: [...sum.changed, ...part.changed],
              unchanged: [...sum.unchanged, ...part.unchanged],
              refused: [...sum.refused, ...part.refused],
            };
            setReport(sum);
          },
        },
      );
      if (sum.refused.length === 0) {
        say(sum.changed.length > 0 ? text.done(sum.changed.length) : text.unchanged(sum.unchanged.length));
        onClose();
      }
    } catch (cause) {
      setError(problemText(cause, words));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={() => {
        isStopped.current = true;
        onClose();
      }}
      title={text.bulkTitle(chosen.length)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Select
          label={text.changeWhat}
          data={bulkKinds.map((value) => ({ value, label: text.kinds[value] }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => {
            setKind(bulkKinds.find((one) => one === value) ?? kind);
            // A group's name is no level.
            setTyped('');
          }}
        />
        {kind === 'group' && (
          <TextInput
            label={text.group}
            description={text.groupHint}
            maxLength={120}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {kind === 'level' && (
          <LevelInput
            label={words.cameras.form.level}
            description={words.cameras.form.levelHint}
            value={typed}
            onChange={setTyped}
          />
        )}
        {(kind === 'addTags' || kind === 'removeTags') && (
          <TextInput
            label={text.tag}
            description={text.tagsHint}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {kind === 'purpose' && (
          <Textarea
            label={words.cameras.form.purpose}
            description={text.purposeHint}
            maxLength={500}
            autosize
            minRows={2}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {kind === 'off' && <p>{text.offHint}</p>}
        {isBusy && (
          <div role="status">
            <Progress value={(100 * done) / chosen.length} aria-label={text.bulkTitle(chosen.length)} />
            <p>{text.progress(done, chosen.length)}</p>
          </div>
        )}
        {report !== null && !isBusy && report.refused.length > 0 && (
          <div className={style.report} role="alert">
            <p>{text.done(report.changed.length)}</p>
            <strong>{text.refusedTitle(report.refused.length)}</strong>
            {report.refused.slice(0, mostTold).map(({ id, reason }) => (
              <span key={id}>
                {chosen.find((camera) => camera.id === id)?.name ?? id}: {text.refused[reason]}
              </span>
            ))}
            {report.refused.length > mostTold && <span>{text.more(report.refused.length - mostTold)}</span>}
          </div>
        )}
        {error !== null && <p role="alert">{error}</p>}
        <div className={style.actions}>
          {isBusy ? (
            <Button
              variant="default"
              onClick={() => {
                isStopped.current = true;
              }}
            >
              {text.stop}
            </Button>
          ) : (
            <Button type="submit" disabled={change === null || report !== null}>
              {text.apply(chosen.length)}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}
