import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconLink, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { say } from '../ui/notice.tsx';
import { useWords } from '../words/index.ts';
import style from './footage.module.css';
import type { TimeTexts } from './time-text.ts';

/** What is done with a moment or a span: mark, hold, export, hand over. */
export function SpanTools({
  cameraId,
  marked,
  times,
  mayHold,
  mayMark,
  onIn,
  onOut,
  onClear,
  onBookmark,
  onHold,
  onShare,
}: {
  readonly cameraId: string;
  readonly marked: { readonly inMs: number | null; readonly outMs: number | null };
  readonly times: TimeTexts;
  readonly mayHold: boolean;
  readonly mayMark: boolean;
  readonly onIn: () => void;
  readonly onOut: () => void;
  readonly onClear: () => void;
  readonly onBookmark: () => void;
  readonly onHold: () => void;
  readonly onShare: () => void;
}) {
  const words = useWords();
  const mayExport = useMay('exhibit.write');
  const { inMs, outMs } = marked;
  const isSpan = inMs !== null && outMs !== null;
  return (
    <div className={style.tools}>
      <Button variant="default" size="compact-md" onClick={onIn} rightSection={<Kbd>I</Kbd>}>
        {words.footage.markIn}
      </Button>
      <Button variant="default" size="compact-md" onClick={onOut} rightSection={<Kbd>O</Kbd>}>
        {words.footage.markOut}
      </Button>
      {(inMs !== null || outMs !== null) && (
        <>
          <span className={style.markedText}>
            {words.footage.span(
              inMs === null ? '…' : times.clock(inMs),
              outMs === null ? '…' : times.clock(outMs),
            )}
          </span>
          <ActionIcon variant="subtle" color="gray" aria-label={words.footage.clearSpan} onClick={onClear}>
            <IconX size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </>
      )}
      <span className={style.push} />
      {mayMark && (
        <Button variant="default" size="compact-md" onClick={onBookmark} rightSection={<Kbd>B</Kbd>}>
          {words.footage.bookmark}
        </Button>
      )}
      {mayHold && (
        <Button
          variant="default"
          size="compact-md"
          onClick={() => (isSpan ? onHold() : say(words.footage.noSpan))}
        >
          {words.footage.hold}
        </Button>
      )}
      {mayExport &&
        (isSpan ? (
          <Button
            component={Link}
            to={`/evidence/exhibits/new?camera=${encodeURIComponent(cameraId)}&from=${Math.floor(inMs)}&to=${Math.ceil(outMs)}`}
            variant="default"
            size="compact-md"
          >
            {words.footage.export}
          </Button>
        ) : (
          <Button variant="default" size="compact-md" onClick={() => say(words.footage.noSpan)}>
            {words.footage.export}
          </Button>
        ))}
      <Tooltip label={words.footage.share} events={{ hover: true, focus: true, touch: false }}>
        <ActionIcon variant="default" size={30} aria-label={words.footage.share} onClick={onShare}>
          <IconLink size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
