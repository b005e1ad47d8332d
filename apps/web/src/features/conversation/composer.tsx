import { MAX_MESSAGE_LENGTH } from '@aizoomdoc/contracts';
import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '#shared/lib/format.ts';
import { MEDIUM, useMediaQuery } from '#shared/lib/use-media-query.ts';
import { Spinner } from '#shared/ui/spinner.tsx';
import { useDraft } from './draft.ts';
import { type Extras, noExtras, useExtras } from './extras.ts';
import { ScopeBar } from './scope-bar.tsx';
import type { Scope } from './use-scope.ts';

export interface ComposerProps {
  /** Keeps drafts of chats apart. */
  chatId: string;
  scope: Scope;
  onSend: (content: string, extras: Extras) => void;
  /** An answer is being made: Stop stands in the place of Send until something is written. */
  answering: boolean;
  stopping: boolean;
  onStop: () => void;
  /** Nothing can be sent just now. */
  disabled?: boolean;
}

export const COMPOSER_ID = 'composer';

export function Composer(props: ComposerProps) {
  const { t, i18n } = useTranslation();
  const roomy = useMediaQuery(MEDIUM);
  const [text, setText] = useDraft(props.chatId);
  const [extras, setExtras] = useExtras(props.chatId);
  const hintId = useId();
  const tooLong = text.length > MAX_MESSAGE_LENGTH;
  const ready = text.trim() !== '' && !tooLong && props.disabled !== true;

  function send() {
    if (!ready) return;
    props.onSend(text.trim(), extras);
    setText('');
    setExtras(noExtras);
  }

  function onKeyDown(event: KeyboardEvent) {
    // Enter that ends the choice of a character in an input method is not ours; 229 is how Safari tells.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="rounded-2xl border border-line-strong/60 bg-surface shadow-sm transition-colors focus-within:border-accent"
    >
      <ScopeBar scope={props.scope} extras={extras} onExtras={setExtras} />
      <div className="flex items-end gap-2 p-2 pt-0">
        <GrowingTextarea
          value={text}
          onChange={setText}
          onKeyDown={onKeyDown}
          label={t('composer.label')}
          placeholder={t(roomy ? 'composer.placeholder' : 'composer.placeholderShort')}
          describedBy={hintId}
          invalid={tooLong}
        />
        {props.answering ? <StopButton stopping={props.stopping} onStop={props.onStop} /> : null}
        {/* What is asked while an answer is made waits for it. */}
        {props.answering && text.trim() === '' ? null : <SendButton ready={ready} />}
      </div>
      <p
        id={hintId}
        className={tooLong ? 'px-4 pb-2.5 text-danger text-xs' : 'sr-only'}
        role={tooLong ? 'alert' : undefined}
      >
        {tooLong
          ? t('composer.tooLong', {
              length: formatNumber(text.length, i18n.language),
              limit: formatNumber(MAX_MESSAGE_LENGTH, i18n.language),
            })
          : t('composer.hint')}
      </p>
    </form>
  );
}

const roundButton =
  'inline-flex size-10 shrink-0 items-center justify-center rounded-xl transition-colors max-md:size-11 pointer-coarse:size-11';

function SendButton({ ready }: { ready: boolean }) {
  const { t } = useTranslation();
  return (
    <button
      type="submit"
      aria-label={t('composer.send')}
      title={t('composer.hint')}
      disabled={!ready}
      className={`${roundButton} bg-accent text-on-accent not-disabled:hover:bg-accent-hover disabled:bg-hover disabled:text-ink-3`}
    >
      <ArrowUp className="size-5" aria-hidden />
    </button>
  );
}

function StopButton({ stopping, onStop }: { stopping: boolean; onStop: () => void }) {
  const { t } = useTranslation();
  const label = t(stopping ? 'composer.stopping' : 'composer.stop');
  return (
    <button
      type="button"
      aria-label={label}
      title={`${label} (Esc)`}
      disabled={stopping}
      onClick={onStop}
      className={`${roundButton} bg-ink text-paper hover:opacity-90`}
    >
      {stopping ? <Spinner /> : <Square className="size-4 fill-current" aria-hidden />}
    </button>
  );
}

interface GrowingTextareaProps {
  value: string;
  onChange: (value: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  label: string;
  placeholder: string;
  describedBy: string;
  invalid: boolean;
}

function GrowingTextarea(props: GrowingTextareaProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { value } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [value]);
  useEffect(() => {
    // On a touch screen focus would bring up the keyboard over the answer.
    if (matchMedia('(pointer: fine)').matches) area.current?.focus({ preventScroll: true });
  }, []);

  return (
    <textarea
      ref={area}
      id={COMPOSER_ID}
      rows={1}
      value={value}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={props.onKeyDown}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      placeholder={props.placeholder}
      className="scroll-area max-h-[36dvh] min-h-10 min-w-0 flex-1 resize-none bg-transparent px-2.5 py-2 text-base text-ink leading-6 outline-none"
    />
  );
}
