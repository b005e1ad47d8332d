import { useEffect, useState } from 'react';

export interface Countdown {
  /** Whole seconds left; 0 when it is over. */
  left: number;
  start: (seconds: number) => void;
}

/** Counts by the clock, so that a sleeping tab does not fall behind. */
export function useCountdown(): Countdown {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);

  useEffect(() => {
    if (until === 0) return;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 250);
    const end = setTimeout(() => clearInterval(timer), until - Date.now() + 500);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [until]);

  return { left, start: (seconds) => setUntil(Date.now() + seconds * 1000) };
}
