import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpeningView } from '../../contract/evidence.ts';
import { call } from '../client.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './evidence.module.css';
import { lookAgain } from './queries.ts';
import { SayRefusal } from './say-refusal.tsx';

/** What a third person finds of an emergency opening. */
export function ReviewPanel({
  opening,
  mayReview,
}: {
  readonly opening: OpeningView;
  readonly mayReview: boolean;
}) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  const done = opening.review?.done ?? null;
  return (
    <section className={ui.card}>
      <h2>{words.review}</h2>
      {done !== null ? (
        <div className={style.form}>
          <p>{done.isJustified ? words.justified : words.notJustified}</p>
          <p className={style.reason}>{done.note}</p>
          <p className={ui.muted}>{words.reviewed(done.by.name, formats.dateTime(done.atMs))}</p>
        </div>
      ) : mayReview ? (
        <ReviewForm openingId={opening.id} />
      ) : (
        <p className={ui.muted}>{words.tookPart}</p>
      )}
    </section>
  );
}

function ReviewForm({ openingId }: { readonly openingId: string }) {
  const { evidence: words } = useWords();
  const [finding, setFinding] = useState<'yes' | 'no'>('yes');
  const [note, setNote] = useState('');
  const review = useMutation({
    mutationFn: () =>
      call('openings.review', { params: { id: openingId }, body: { isJustified: finding === 'yes', note } }),
    onSuccess: lookAgain,
  });
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        review.mutate();
      }}
    >
      <p className={ui.muted}>{words.reviewHint}</p>
      <SegmentedControl
        aria-label={words.review}
        value={finding}
        onChange={(value) => setFinding(value as 'yes' | 'no')}
        data={[
          { value: 'yes', label: words.justified },
          { value: 'no', label: words.notJustified },
        ]}
      />
      <Textarea
        label={words.note}
        name="note"
        autosize
        minRows={3}
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <SayRefusal cause={review.error} />
      <div className={style.actions}>
        <Button type="submit" variant="default" loading={review.isPending} disabled={note.trim() === ''}>
          {words.saveReview}
        </Button>
      </div>
    </form>
  );
}
