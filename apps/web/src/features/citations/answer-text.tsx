import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Citation } from '#features/conversation/chat-query.ts';
import { type CitationMark, findCitationMarks } from '#features/markdown/citation-syntax.ts';
import { LazyMarkdown } from '#features/markdown/lazy-markdown.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { CitationCard } from './citation-card.tsx';
import { resolveCitation } from './resolve-citation.ts';
import { useSourceActions } from './use-source.ts';

export interface AnswerTextProps {
  text: string;
  citations: readonly Citation[];
  streaming: boolean;
}

/** An answer whose references open their blocks and show their place on hover and focus. */
export function AnswerText({ text, citations, streaming }: AnswerTextProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const { open } = useSourceActions();
  const [pointed, setPointed] = useState<{ citation: Citation; box: DOMRect } | null>(null);

  const resolve = useCallback(
    (button: Element): Citation | null => {
      const mark = markOf(button, root.current, text);
      return mark === null ? null : resolveCitation(mark, citations);
    },
    [text, citations],
  );

  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const click = (event: Event) => {
      const button = chipOf(event);
      if (button === null) return;
      const citation = resolve(button);
      setPointed(null);
      if (citation !== null) openCitation(citation, open);
      else if (streaming) showToast(t('conversation.sourceLater'));
      else showToast(t('conversation.sourceUnknown'));
    };
    const point = (event: Event) => {
      const button = chipOf(event);
      const citation = button === null ? null : resolve(button);
      setPointed(
        button === null || citation === null ? null : { citation, box: button.getBoundingClientRect() },
      );
    };
    const leave = () => setPointed(null);
    const handlers = { click, mouseover: point, focusin: point, mouseleave: leave, focusout: leave };
    for (const [name, handler] of Object.entries(handlers)) element.addEventListener(name, handler);
    return () => {
      for (const [name, handler] of Object.entries(handlers)) element.removeEventListener(name, handler);
    };
  }, [resolve, open, streaming, t]);

  return (
    <div ref={root}>
      <LazyMarkdown text={text} streaming={streaming} {...(streaming && { className: 'prose-live' })} />
      {pointed === null ? null : <CitationCard citation={pointed.citation} box={pointed.box} />}
    </div>
  );
}

export function openCitation(citation: Citation, open: ReturnType<typeof useSourceActions>['open']): void {
  const { document_id, version, block_id, quote } = citation;
  open({ documentId: document_id, version, code: block_id }, quote === '' ? [] : [quote]);
}

function chipOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('.cite') : null;
}

/** Chips stand in the order of the marks in the text. */
function markOf(button: Element, root: HTMLElement | null, text: string): CitationMark | null {
  const at = root === null ? -1 : [...root.querySelectorAll('.cite')].indexOf(button);
  const code = button.getAttribute('data-block');
  const mark = findCitationMarks(text)[at];
  return mark?.code === code ? mark : code === null ? null : { code, occurrence: 0 };
}
