import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SheetIllustration } from '#features/auth/sheet-illustration.tsx';
import { SignInForm } from '#features/auth/sign-in-form.tsx';
import { useTitle } from '#shared/lib/use-title.ts';
import { Logo } from '#shared/ui/logo.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  useTitle(t('signIn.title'));
  return (
    <div className="grid h-full overflow-y-auto lg:grid-cols-[minmax(28rem,5fr)_7fr]">
      <main className="flex items-center justify-center px-6 py-10">
        <div className="w-full max-w-sm">
          <div className="mb-10 flex items-center gap-2.5 font-semibold text-ink text-lg">
            <Logo className="size-7 text-accent" />
            {t('app.name')}
          </div>
          <h1 className="font-semibold text-3xl text-ink tracking-tight">{t('signIn.title')}</h1>
          <p className="mt-2 mb-8 text-ink-2">{t('signIn.lead')}</p>
          <SignInForm />
        </div>
      </main>
      <aside className="drafting-grid hidden flex-col items-center justify-center gap-10 border-line border-l bg-sunken p-12 lg:flex">
        <SheetIllustration />
        <ul className="max-w-xl space-y-2.5 text-ink-2 text-sm">
          {(['fact1', 'fact2', 'fact3'] as const).map((fact) => (
            <li key={fact} className="flex gap-2.5">
              <Check className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
              {t(`signIn.${fact}`)}
            </li>
          ))}
        </ul>
      </aside>
    </div>
  );
}
