import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../session.ts';
import { useWords } from '../words/index.ts';

/** Leads to a camera's footage, where one may look back. @param atMs without it: half a minute before now. */
export function LookBack({
  cameraId,
  atMs,
  size = 'sm',
}: {
  readonly cameraId: string;
  readonly atMs?: number;
  readonly size?: 'sm' | 'md';
}) {
  const words = useWords();
  if (!useMay('recording.view')) return null;
  const at = atMs === undefined ? '' : `&at=${Math.round(atMs)}`;
  return (
    <Button
      size={size}
      variant="default"
      component={Link}
      to={`/footage?camera=${encodeURIComponent(cameraId)}${at}`}
      leftSection={<IconHistory size={16} stroke={1.6} aria-hidden />}
    >
      {words.footage.lookBack}
    </Button>
  );
}
