import { Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../client.ts';
import { useCameras } from '../live.ts';
import { FormModal } from '../ui/form-modal.tsx';
import { say } from '../ui/notice.tsx';
import { useWords } from '../words/index.ts';
import { httpReader } from './http-reader.ts';
import type { TimeTexts } from './time-text.ts';
import type { Span } from './zone-time.ts';

const dayMs = 86_400_000;
const leastReason = 10;

/** Keeps a span of the cameras shown beyond its term: never without a reason and an end. */
export function HoldModal({
  cameraIds,
  span,
  times,
  onClose,
}: {
  readonly cameraIds: readonly string[];
  readonly span: Span;
  readonly times: TimeTexts;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const cameras = useCameras();
  const answers = useQueryClient();
  const nowMs = httpReader.nowMs();
  const dateOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() => dateOf(nowMs + 30 * dayMs));
  const untilMs = Date.parse(`${until}T00:00:00Z`);
  const isReady = reason.trim().length >= leastReason && untilMs > nowMs;
  const store = useMutation({
    mutationFn: () =>
      call('holds.create', {
        body: { cameraIds: [...cameraIds], ...span, reason: reason.trim(), expiresAtMs: untilMs },
      }),
    onSuccess: async () => {
      say(words.footage.holdMade(times.day(untilMs)));
      await answers.invalidateQueries({ queryKey: ['footage', 'list'] });
      onClose();
    },
  });
  return (
    <FormModal
      title={words.footage.holdTitle}
      action={words.footage.holdSave}
      isReady={isReady}
      store={store}
      onClose={onClose}
    >
      <p>
        {words.footage.holdLead(
          cameraIds.map((id) => cameras.get(id)?.name ?? id).join(', '),
          `${times.day(span.fromMs)} ${words.footage.span(times.clock(span.fromMs), times.clock(span.toMs))}`,
        )}
      </p>
      <Textarea
        label={words.footage.holdReason}
        name="reason"
        data-autofocus
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={words.footage.holdUntil}
        name="until"
        min={dateOf(nowMs + dayMs)}
        max={dateOf(nowMs + 365 * dayMs)}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </FormModal>
  );
}
