import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileStack, Keyboard, type LucideIcon, MessageSquare, Moon, Plus, Settings, Sun } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chatsQuery } from '#features/chats/chats-query.ts';
import { cn } from '#shared/lib/cn.ts';
import { openOverlay } from '#shared/lib/overlays.ts';
import { chooseTheme } from '#shared/lib/theme.ts';
import { type Choice, searchChoices } from './search-choices.ts';

interface Entry extends Choice {
  icon: LucideIcon;
  run: () => void;
}

/** Pages of chats that the search reads ahead; the server has no search over titles. */
const PAGES = 20;

/** Chats and commands by a few letters, from the keyboard. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const entries = useEntries();
  const found = useMemo(() => searchChoices(entries, words), [entries, words]);
  const chosen = Math.min(active, found.length - 1);

  function run(entry: Entry | undefined) {
    if (entry === undefined) return;
    onClose();
    entry.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive((chosen + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setActive((chosen - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(found[chosen]);
    else return;
    event.preventDefault();
  }

  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[10vh] left-1/2 z-50 flex max-h-[70dvh] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 animate-enter flex-col overflow-hidden rounded-2xl border border-line bg-surface shadow-raised"
        >
          <Radix.Title className="sr-only">{t('palette.title')}</Radix.Title>
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={found.length === 0 ? undefined : `${listId}-${chosen}`}
            aria-label={t('palette.title')}
            placeholder={t('palette.placeholder')}
            value={words}
            onChange={(event) => {
              setWords(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
            className="h-14 shrink-0 border-line border-b bg-transparent px-5 text-base text-ink outline-none"
          />
          <Results listId={listId} found={found} chosen={chosen} onPoint={setActive} onRun={run} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ResultsProps {
  listId: string;
  found: Entry[];
  chosen: number;
  onPoint: (index: number) => void;
  onRun: (entry: Entry) => void;
}

function Results({ listId, found, chosen, onPoint, onRun }: ResultsProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.getElementById(`${listId}-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, chosen]);
  return (
    <>
      <p
        role="status"
        className={found.length === 0 ? 'px-5 py-8 text-center text-ink-2 text-sm' : 'sr-only'}
      >
        {found.length === 0 ? t('palette.nothing') : t('palette.results', { count: found.length })}
      </p>
      <div
        id={listId}
        role="listbox"
        aria-label={t('palette.title')}
        className="scroll-area p-1.5 empty:hidden"
      >
        {found.map((entry, index) => (
          <div key={entry.id}>
            {entry.group === found[index - 1]?.group ? null : (
              <p className="px-3 pt-3 pb-1 font-medium text-ink-3 text-xs" role="presentation">
                {t(`palette.${entry.group}`)}
              </p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field that names this option */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, aria-activedescendant points here */}
            <div
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onPointerMove={() => onPoint(index)}
              onClick={() => onRun(entry)}
              className={cn(
                'flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 text-ink text-sm md:min-h-10',
                index === chosen && 'bg-hover',
              )}
            >
              <entry.icon className="size-4 shrink-0 text-ink-3" aria-hidden />
              <span className="truncate">{entry.title}</span>
            </div>
          </div>
        ))}
      </div>
    </>
  );
}

function useEntries(): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(chatsQuery);
  const pages = data?.pages.length ?? 0;

  useEffect(() => {
    if (hasNextPage && !isFetching && pages < PAGES) fetchNextPage();
  }, [hasNextPage, isFetching, pages, fetchNextPage]);

  return useMemo(() => {
    const command = (id: string, icon: LucideIcon, title: string, run: () => void): Entry => ({
      ...{ id, icon, title, run },
      group: 'commands',
    });
    const chats = (data?.pages.flatMap((page) => page.items) ?? []).map(
      (chat): Entry => ({
        id: chat.id,
        group: 'chats',
        icon: MessageSquare,
        title: chat.title === '' ? t('chats.untitled') : chat.title,
        run: () => navigate({ to: '/chat/$chatId', params: { chatId: chat.id } }),
      }),
    );
    return [
      command('new', Plus, t('chats.new'), () => navigate({ to: '/' })),
      command('library', FileStack, t('app.library'), () => navigate({ to: '/library' })),
      command('settings', Settings, t('app.settings'), () => navigate({ to: '/settings' })),
      command('light', Sun, t('palette.themeLight'), () => chooseTheme('light')),
      command('dark', Moon, t('palette.themeDark'), () => chooseTheme('dark')),
      command('keys', Keyboard, t('palette.shortcuts'), () => openOverlay('shortcuts')),
      ...chats,
    ];
  }, [data, navigate, t]);
}
