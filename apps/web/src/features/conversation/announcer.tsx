import { useEffect, useRef, useState } from 'react';
import { endOfSentence, speakable } from './sentences.ts';

const PAUSE = 1_500;

/** Reads a growing answer to a screen reader by whole sentences, not by words, and its phases before it. */
export function Announcer({ text, phase, done }: { text: string; phase: string | null; done: boolean }) {
  const [spoken, setSpoken] = useState('');
  const position = useRef(0);
  const latest = useRef({ text, done });
  latest.current = { text, done };

  useEffect(() => {
    const timer = setInterval(() => {
      const { text: current, done: over } = latest.current;
      if (current.length < position.current) position.current = 0;
      const end = over ? current.length : endOfSentence(current, position.current);
      if (end === position.current) return;
      setSpoken(speakable(current.slice(position.current, end)));
      position.current = end;
    }, PAUSE);
    return () => clearInterval(timer);
  }, []);

  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text === '' ? phase : spoken}
    </div>
  );
}
