import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import style from './figures.module.css';

export const plotFont = '11px "Inter Variable", system-ui, sans-serif';
const heightPx = 180;

/** A token of the theme as the canvas knows colours. */
export type Ink = (token: string, share?: number) => string;

/** One uPlot chart that follows the width of its box and the theme. @param draw made anew whenever it changes. */
export function Plot({
  draw,
  label,
}: {
  readonly draw: (
    ink: Ink,
    widthPx: number,
  ) => {
    readonly options: Omit<uPlot.Options, 'width' | 'height'>;
    readonly data: uPlot.AlignedData;
  };
  /** What the chart says, for those who do not see it. */
  readonly label: string;
}) {
  const host = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('dark');
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the theme changes
  useEffect(() => {
    const place = host.current;
    if (place === null) return;
    let plot: uPlot | null = null;
    let widthPx = 0;
    const make = () => {
      if (place.clientWidth === widthPx) return;
      widthPx = place.clientWidth;
      plot?.destroy();
      const { options, data } = draw(inkIn(place), widthPx);
      plot = new uPlot({ width: Math.max(120, widthPx), height: heightPx, ...options }, data, place);
    };
    make();
    const observer = new ResizeObserver(make);
    observer.observe(place);
    return () => {
      observer.disconnect();
      plot?.destroy();
    };
  }, [draw, scheme]);
  return <div ref={host} role="img" aria-label={label} className={style.plot} />;
}

function inkIn(place: HTMLElement): Ink {
  return (token, share = 1) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${token})`;
    place.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color.replace(/^rgba?\(([\d.]+),\s*([\d.]+),\s*([\d.]+).*$/, `rgba($1, $2, $3, ${share})`);
  };
}
