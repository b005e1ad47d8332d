import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR = 64;
/** Milliseconds after a touch of the wheel, keys or screen in which scrolling is the reader's. */
const INTENT = 1_000;
const INPUTS = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

export interface StickToBottom {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** The reader has scrolled away from the end. */
  away: boolean;
  toBottom: (behavior?: ScrollBehavior) => void;
}

/** Keeps the end in sight while it grows, but only for a reader who is at the end. */
export function useStickToBottom(identity: string): StickToBottom {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const sticking = useRef(true);
  const [away, setAway] = useState(false);

  const toBottom = useCallback((behavior: ScrollBehavior = 'instant') => {
    sticking.current = true;
    setAway(false);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation opens at its end
  useLayoutEffect(() => toBottom(), [identity, toBottom]);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (box === null || inner === null) return;
    let lastTop = box.scrollTop;
    let touchedAt = Number.NEGATIVE_INFINITY;
    const touch = () => {
      touchedAt = performance.now();
    };
    const onScroll = () => {
      const distance = box.scrollHeight - box.scrollTop - box.clientHeight;
      const up = box.scrollTop < lastTop - 1;
      if (distance <= NEAR) sticking.current = true;
      // The page itself moves up too, when a message turns out lower than was thought.
      else if (up && performance.now() - touchedAt < INTENT) sticking.current = false;
      lastTop = box.scrollTop;
      setAway(!sticking.current);
    };
    const follow = () => {
      if (sticking.current) box.scrollTop = box.scrollHeight;
    };
    const observer = new ResizeObserver(follow);
    observer.observe(inner);
    observer.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    for (const input of INPUTS) box.addEventListener(input, touch, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
      for (const input of INPUTS) box.removeEventListener(input, touch);
    };
  }, []);

  return { scroller, content, away, toBottom };
}
