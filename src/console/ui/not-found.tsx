import { Link } from '@tanstack/react-router';
import { useWords } from '../words/index.ts';
import style from './ui.module.css';

export function NotFound() {
  const words = useWords();
  return (
    <div className={style.empty}>
      <p>{words.common.notFound}</p>
      <Link to="/" className={style.link}>
        {words.nav.watch}
      </Link>
    </div>
  );
}
