import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { retryLive, useCity } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './connection-banner.module.css';

/** A blink of the line is no news: the banner waits this long. */
const patienceMs = 1_500;

/** Says since when the screen is old, until it is not. */
export function ConnectionBanner() {
  const words = useWords();
  const formats = useFormats();
  const connection = useCity((city) => city.connection);
  const [nowMs, setNow] = useState(Date.now);
  const wasShown = useRef(false);
  const isLost = connection.state === 'lost';
  useEffect(() => {
    if (!isLost) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isLost]);

  const lostMs = isLost ? nowMs - connection.sinceMs : 0;
  const isShown = isLost && lostMs >= patienceMs;
  useEffect(() => {
    if (isShown) wasShown.current = true;
    else if (connection.state === 'live' && wasShown.current) {
      wasShown.current = false;
      say(words.connection.resumed);
    }
  }, [isShown, connection.state, words]);

  return (
    <div role="alert">
      {isShown && (
        <div className={style.banner}>
          <IconPlugConnectedX size={18} stroke={1.6} aria-hidden />
          <span>{words.connection.lost(formats.duration(lostMs))}</span>
          <Button size="compact-sm" variant="default" onClick={retryLive}>
            {words.connection.retryNow}
          </Button>
        </div>
      )}
    </div>
  );
}
