import { ClipboardPaste, Eye, EyeOff } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { describeSignInError } from './sign-in-error.ts';
import { useCountdown } from './use-countdown.ts';
import { useSignIn } from './use-sign-in.ts';

export function SignInForm() {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const countdown = useCountdown();
  const signIn = useSignIn(countdown.start);
  const input = useRef<HTMLInputElement>(null);
  const ids = { input: useId(), hint: useId(), error: useId() };
  const waiting = countdown.left > 0;
  const message = useMessage(signIn.error, problem, countdown.left);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (waiting || signIn.isPending) return;
    const trimmed = token.trim();
    setProblem(trimmed === '' ? t('signIn.empty') : null);
    if (trimmed === '') signIn.reset();
    else signIn.mutate(trimmed, { onError: () => input.current?.select() });
    input.current?.focus();
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <div>
        <label htmlFor={ids.input} className="mb-1.5 block font-medium text-ink text-sm">
          {t('signIn.token')}
        </label>
        <TokenField
          id={ids.input}
          ref={input}
          value={token}
          invalid={message !== null}
          describedBy={message === null ? ids.hint : `${ids.error} ${ids.hint}`}
          onChange={(next) => {
            setToken(next);
            setProblem(null);
          }}
          onPasteFailed={() => setProblem(t('signIn.pasteFailed'))}
        />
        <p id={ids.hint} className="mt-1.5 text-pretty text-ink-3 text-sm">
          {t('signIn.hint')}
        </p>
      </div>
      <div id={ids.error}>
        {message === null ? null : (
          <Notice tone="danger" silent={waiting}>
            {message}
          </Notice>
        )}
        {waiting ? (
          <p role="alert" className="sr-only">
            {t('signIn.throttledNow')}
          </p>
        ) : null}
      </div>
      <Button
        type="submit"
        look="primary"
        size="large"
        className="w-full"
        disabled={waiting || signIn.isPending}
      >
        {signIn.isPending ? <Spinner /> : null}
        {t(signIn.isPending ? 'signIn.submitting' : 'signIn.submit')}
      </Button>
    </form>
  );
}

function useMessage(error: unknown, problem: string | null, secondsLeft: number): string | null {
  const { t, i18n } = useTranslation();
  if (secondsLeft > 0)
    return t('signIn.throttled', { time: formatDuration(secondsLeft * 1000, i18n.language) });
  if (problem !== null) return problem;
  return error === null ? null : describeSignInError(error, t);
}

interface TokenFieldProps {
  id: string;
  ref: React.Ref<HTMLInputElement>;
  value: string;
  invalid: boolean;
  describedBy: string;
  onChange: (value: string) => void;
  onPasteFailed: () => void;
}

function TokenField({ id, ref, value, invalid, describedBy, onChange, onPasteFailed }: TokenFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);

  async function paste() {
    try {
      onChange((await navigator.clipboard.readText()).trim());
    } catch {
      onPasteFailed();
    }
  }

  return (
    <div className="relative">
      <TextInput
        id={id}
        ref={ref}
        type={shown ? 'text' : 'password'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={t('signIn.placeholder')}
        autoComplete="current-password"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        tall
        className="pr-24 font-mono"
      />
      <div className="absolute inset-y-0 right-1 flex items-center">
        <IconButton icon={ClipboardPaste} label={t('signIn.paste')} onClick={paste} />
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={t(shown ? 'signIn.hide' : 'signIn.show')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      </div>
    </div>
  );
}
