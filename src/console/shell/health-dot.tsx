import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { healthQuery } from '../health/health-query.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useWords } from '../words/index.ts';
import style from './top-bar.module.css';

/** Health in one mark and word, on every page; opens the health page. */
export function HealthDot() {
  const words = useWords();
  const { data } = useQuery(healthQuery);
  const faults = data?.findings.length ?? 0;
  const isGood = data === undefined ? null : data.isHealthy && faults === 0;
  // As on the page itself: red only for what is grave.
  const isGrave = data?.findings.some(({ severity }) => severity === 'high') || faults === 0;
  const word =
    isGood === null
      ? words.nav.health
      : isGood
        ? words.top.healthGood
        : words.top.healthBad(Math.max(1, faults));
  return (
    <Link
      to="/health"
      className={`${style.health} ${isGood === false ? style.healthBad : ''}`}
      aria-label={word}
    >
      <StateMark state={isGood === null ? 'unknown' : isGood ? 'good' : isGrave ? 'bad' : 'warn'} />
      <span className={style.healthWord}>{word}</span>
    </Link>
  );
}
