import { Button, FileButton, Modal, Progress } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { csvPieces, type ImportLine } from '../../contract/camera-csv.ts';
import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './camera-lists.module.css';
import { inTurns } from './in-turns.ts';

const linesAtOnce = 100;
const mostTold = 100;
const outcomes = ['create', 'change', 'same', 'bad'] as const;

type Looked = {
  readonly csv: string;
  readonly lines: readonly ImportLine[];
  readonly ignored: readonly string[];
};

/** First what would change and what is wrong with which line, then, on a second press, the import. */
export function ImportModal({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const text = words.cameraLists;
  const [looked, setLooked] = useState<Looked | null>(null);
  const [progress, setProgress] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const isStopped = useRef(false);

  async function send(route: 'cameras.import' | 'cameras.import.preview', csv: string): Promise<Looked> {
    const pieces = csvPieces(csv, linesAtOnce);
    const of = pieces.reduce((sum, piece) => sum + piece.lines, 0);
    const lines: ImportLine[] = [];
    let ignored: readonly string[] = [];
    await inTurns(pieces, ({ csv: part, firstLine }) => call(route, { body: { csv: part, firstLine } }), {
      isStopped: () => isStopped.current,
      onDone(report) {
        lines.push(...report.lines);
        ignored = report.ignored;
        setProgress({ done: lines.length, of });
      },
    });
    return { csv, lines, ignored };
  }

  async function attempt<T>(work: () => Promise<T>, then: (result: T) => void): Promise<void> {
    setError(null);
    setProgress({ done: 0, of: 1 });
    try {
      then(await work());
    } catch (cause) {
      setError(problemText(cause, words));
    } finally {
      setProgress(null);
    }
  }

  const look = (file: File | null) => {
    if (file === null) return;
    void attempt(
      async () => send('cameras.import.preview', await file.text()),
      (report) => {
        setLooked(report.lines.length === 0 ? null : report);
        if (report.lines.length === 0) setError(text.notATable);
      },
    );
  };
  const run = () => {
    if (looked === null) return;
    void attempt(
      () => send('cameras.import', looked.csv),
      (report) => {
        say(text.imported(countOf(report.lines, 'create'), countOf(report.lines, 'change')));
        if (countOf(report.lines, 'bad') === 0) return onClose();
        // What went in is done; what is left to look at are the lines that did not.
        setLooked({ ...report, lines: report.lines.filter(({ what }) => what === 'bad') });
      },
    );
  };
  const useful = looked === null ? 0 : countOf(looked.lines, 'create') + countOf(looked.lines, 'change');

  return (
    <Modal
      opened
      size="lg"
      onClose={() => {
        isStopped.current = true;
        onClose();
      }}
      title={text.importTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={style.form}>
        <p>{text.importHint}</p>
        {looked !== null && <Report looked={looked} />}
        {progress !== null && (
          <div role="status">
            <Progress value={(100 * progress.done) / progress.of} aria-label={text.reading} />
            <p>{text.progress(progress.done, progress.of)}</p>
          </div>
        )}
        {error !== null && <p role="alert">{error}</p>}
        <div className={style.actions}>
          <FileButton accept=".csv,text/csv" onChange={look}>
            {(props) => (
              <Button
                {...props}
                variant={looked === null ? 'filled' : 'default'}
                disabled={progress !== null}
                leftSection={<IconUpload size={16} stroke={1.6} aria-hidden />}
              >
                {text.chooseFile}
              </Button>
            )}
          </FileButton>
          {looked !== null && useful > 0 && (
            <Button onClick={run} disabled={progress !== null}>
              {text.run(useful)}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Report({ looked: { lines, ignored } }: { readonly looked: Looked }) {
  const text = useWords().cameraLists;
  const told = lines.filter(({ what }) => what !== 'same');
  const inOrder = [
    ...told.filter(({ what }) => what === 'bad'),
    ...told.filter(({ what }) => what !== 'bad'),
  ];
  return (
    <>
      <div className={style.counts}>
        {outcomes.map((what) => (
          <div key={what} data-some-bad={what === 'bad' && countOf(lines, 'bad') > 0}>
            <b>{countOf(lines, what)}</b>
            {text.lines[what]}
          </div>
        ))}
      </div>
      {ignored.length > 0 && <p>{text.ignored(ignored.join(', '))}</p>}
      {told.length === 0 ? (
        <p>{text.nothingToDo}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it
        <section className={style.report} tabIndex={0} aria-label={text.importTitle}>
          {inOrder.slice(0, mostTold).map((line) => (
            <span key={line.line}>
              <span className={style.where}>{text.line(line.line)}</span>
              <b>{line.name || line.id}</b> {saidOf(line, text)}
            </span>
          ))}
          {told.length > mostTold && <span>{text.more(told.length - mostTold)}</span>}
        </section>
      )}
    </>
  );
}

function saidOf(line: ImportLine, text: ReturnType<typeof useWords>['cameraLists']): string {
  if (line.what === 'create') return text.adds;
  if (line.what === 'change') return text.changes(line.changes.join(', '));
  return line.faults.map(({ fault, value }) => text.faults[fault](value)).join(' ');
}

function countOf(lines: readonly ImportLine[], what: ImportLine['what']): number {
  return lines.filter((line) => line.what === what).length;
}
