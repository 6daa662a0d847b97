import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useWords } from '../words/index.ts';
import style from './ui.module.css';

/** Nothing for the first 100 ms: what comes faster needs no word. */
function useIsLate(): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 100);
    return () => clearTimeout(timer);
  }, []);
  return isLate;
}

export function PageSkeleton({ isWholeScreen = false }: { readonly isWholeScreen?: boolean }) {
  const words = useWords();
  if (!useIsLate()) return null;
  return (
    <div
      className={isWholeScreen ? style.skeletonScreen : style.skeletonPage}
      role="status"
      aria-label={words.common.loading}
    >
      <Skeleton height={24} width={180} />
      <Skeleton height={120} />
      <Rows n={4} />
    </div>
  );
}

export function RowsSkeleton({ n = 3, height = 44 }: { readonly n?: number; readonly height?: number }) {
  const words = useWords();
  if (!useIsLate()) return null;
  return (
    <div className={style.skeletonRows} role="status" aria-label={words.common.loading}>
      <Rows n={n} height={height} />
    </div>
  );
}

function Rows({ n, height = 44 }: { readonly n: number; readonly height?: number }) {
  return Array.from({ length: n }, (_, i) => <Skeleton key={`row-${String(i)}`} height={height} />);
}
