import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileStack, type LucideIcon, Plus, Search, Settings, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '#features/auth/me-query.ts';
import { openOverlay } from '#shared/lib/overlays.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Logo } from '#shared/ui/logo.tsx';
import { ChatList } from './chat-list.tsx';

/** Left side of the page: chats and sections. `onLeave` closes it where it lies over the page. */
export function Rail({ onLeave }: { onLeave?: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('app.navigation')} className="flex h-full min-h-0 flex-col bg-sunken">
      <div className="flex h-14 items-center justify-between pr-2 pl-5">
        <Link to="/" onClick={onLeave} className="flex items-center gap-2.5 font-semibold text-ink">
          <Logo className="size-6 text-accent" />
          {t('app.name')}
        </Link>
        <IconButton icon={Search} label={t('palette.open')} onClick={() => openOverlay('palette')} />
      </div>
      <div className="px-3 pt-1 pb-2">
        <Link
          to="/"
          onClick={onLeave}
          className="flex h-11 items-center gap-2.5 rounded-lg border border-line bg-surface px-3 font-medium text-ink text-sm transition-colors hover:border-line-strong"
        >
          <Plus className="size-4 text-accent" aria-hidden />
          {t('chats.new')}
        </Link>
      </div>
      <ChatList onOpen={onLeave} />
      <div className="mt-auto space-y-0.5 border-line border-t p-2">
        <Section to="/library" icon={FileStack} label={t('app.library')} onLeave={onLeave} />
        <Section to="/settings" icon={Settings} label={t('app.settings')} onLeave={onLeave} />
        <AdminSection onLeave={onLeave} />
        <UserName />
      </div>
    </nav>
  );
}

interface SectionProps {
  to: '/library' | '/settings' | '/manage';
  icon: LucideIcon;
  label: string;
  onLeave: (() => void) | undefined;
}

function Section({ to, icon: Icon, label, onLeave }: SectionProps) {
  return (
    <Link
      to={to}
      activeOptions={{ includeSearch: false }}
      onClick={onLeave}
      className="flex h-11 items-center gap-2.5 rounded-lg px-3 text-ink-2 text-sm hover:bg-hover hover:text-ink data-[status=active]:bg-surface data-[status=active]:font-medium data-[status=active]:text-ink md:h-10"
    >
      <Icon className="size-4" aria-hidden />
      {label}
    </Link>
  );
}

/** Prompts, models and limits are for administrators. */
function AdminSection({ onLeave }: Pick<SectionProps, 'onLeave'>) {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  if (me.data?.user.role !== 'admin') return null;
  return <Section to="/manage" icon={SlidersHorizontal} label={t('app.admin')} onLeave={onLeave} />;
}

function UserName() {
  const me = useQuery(meQuery);
  return me.data === undefined ? null : (
    <p className="truncate px-3 pt-1.5 pb-1 text-ink-3 text-xs">{me.data.user.username}</p>
  );
}
