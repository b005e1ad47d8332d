import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '#features/evidence/chat-picture.ts';
import '#features/evidence/evidence.css';
import type { Citation } from '#features/conversation/chat-query.ts';
import { OpenPictureEvent } from '#features/evidence/chat-picture.ts';
import type { Checks } from '#features/evidence/checks.ts';
import { markClaims, type ReferenceState, referenceStates } from '#features/evidence/mark-claims.ts';
import { useShowPicture } from '#features/evidence/picture-gallery.tsx';
import { type CitationMark, findCitationMarks } from '#features/markdown/citation-syntax.ts';
import { LazyMarkdown } from '#features/markdown/lazy-markdown.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { CitationCard } from './citation-card.tsx';
import { resolveCitation } from './resolve-citation.ts';
import { useSourceActions } from './use-source.ts';

export interface AnswerTextProps {
  text: string;
  citations: readonly Citation[];
  checks: Checks | null;
  streaming: boolean;
}

interface Pointed {
  citation: Citation;
  state: ReferenceState | null;
  box: DOMRect;
}

/** An answer whose references open their blocks and show their place on hover and focus. */
export function AnswerText({ text, citations, checks, streaming }: AnswerTextProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const show = useShowCitation();
  const showPicture = useShowPicture();
  const [pointed, setPointed] = useState<Pointed | null>(null);

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
      if (citation !== null) show(citation);
      else if (streaming) showToast(t('conversation.sourceLater'));
      else showToast(t('conversation.sourceUnknown'));
    };
    const point = (event: Event) => {
      const button = chipOf(event);
      const citation = button === null ? null : resolve(button);
      setPointed(
        button === null || citation === null
          ? null
          : { citation, state: stateOf(button), box: button.getBoundingClientRect() },
      );
    };
    const leave = () => setPointed(null);
    const openPicture = (event: Event) => event instanceof OpenPictureEvent && showPicture(event.imageId);
    const handlers = {
      'open-picture': openPicture,
      click,
      mouseover: point,
      focusin: point,
      mouseleave: leave,
      focusout: leave,
    };
    for (const [name, handler] of Object.entries(handlers)) element.addEventListener(name, handler);
    return () => {
      for (const [name, handler] of Object.entries(handlers)) element.removeEventListener(name, handler);
    };
  }, [resolve, show, showPicture, streaming, t]);

  useClaimMarks(root, { text, citations, checks, streaming });

  return (
    <div ref={root}>
      <LazyMarkdown text={text} streaming={streaming} {...(streaming && { className: 'prose-live' })} />
      {pointed === null ? null : <CitationCard {...pointed} />}
    </div>
  );
}

/** The text is drawn by a lazy part of the page: its marks are put on once it is there, and again when it changes. */
function useClaimMarks(root: RefObject<HTMLDivElement | null>, answer: AnswerTextProps): void {
  const { t } = useTranslation();
  const { text, citations, checks, streaming } = answer;
  const words = useMemo(
    () =>
      Object.fromEntries(referenceStates.map((state) => [state, t(`evidence.reference.${state}`)])) as Record<
        ReferenceState,
        string
      >,
    [t],
  );
  useEffect(() => {
    const element = root.current;
    if (element === null || streaming || checks === null) return;
    let clear = () => {};
    const mark = () => {
      clear();
      clear = markClaims(element, text, { message: { checks, citations: [...citations] }, words });
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      clear();
    };
  }, [root, text, citations, checks, streaming, words]);
}

/** Opens what a citation points to: the picture that was looked at, its block with the quoted words lit, or the place on the sheet. */
export function useShowCitation(): (citation: Citation) => void {
  const { open } = useSourceActions();
  const showPicture = useShowPicture();
  const navigate = useNavigate();
  return useCallback(
    (citation) => {
      const { document_id, version, block_id, quote, page, bbox, image_id } = citation;
      if (image_id != null) return showPicture(image_id);
      if (block_id !== null)
        return open({ documentId: document_id, version, code: block_id }, quote === '' ? [] : [quote]);
      const box = bbox?.map((share) => share.toFixed(4)).join(',');
      navigate({
        to: '/documents/$documentId',
        params: { documentId: document_id },
        search: { page, version, ...(box !== undefined && { box }) },
      });
    },
    [open, navigate, showPicture],
  );
}

function chipOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('.cite') : null;
}

function stateOf({ dataset: { checked } }: HTMLElement): ReferenceState | null {
  return referenceStates.find((state) => state === checked) ?? null;
}

/** Chips stand in the order of the marks in the text. */
function markOf(button: Element, root: HTMLElement | null, text: string): CitationMark | null {
  const at = root === null ? -1 : [...root.querySelectorAll('.cite')].indexOf(button);
  const code = button.getAttribute('data-block');
  const mark = findCitationMarks(text)[at];
  return mark?.code === code ? mark : code === null ? null : { code, occurrence: 0, start: -1 };
}
