import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#shared/ui/icon-button.tsx';
import type { Message } from './chat-query.ts';
import { useBranches } from './use-branches.ts';

/** «2 / 3»: which of several wordings or answers is shown, and the way to the others. */
export function Variants({ chatId, message }: { chatId: string; message: Message }) {
  const { t } = useTranslation();
  const { select } = useBranches(chatId);
  const { variants } = message;
  const at = variants.indexOf(message.id);
  if (variants.length < 2 || at < 0) return null;
  const go = (to: string | undefined) => to !== undefined && select.mutate(to);
  return (
    <fieldset className="flex items-center" aria-label={t('conversation.variants')}>
      <IconButton
        icon={ChevronLeft}
        label={t('conversation.previousVariant')}
        disabled={at === 0 || select.isPending}
        onClick={() => go(variants[at - 1])}
      />
      <span className="figures text-ink-3 text-xs">
        {at + 1} / {variants.length}
      </span>
      <IconButton
        icon={ChevronRight}
        label={t('conversation.nextVariant')}
        disabled={at === variants.length - 1 || select.isPending}
        onClick={() => go(variants[at + 1])}
      />
    </fieldset>
  );
}
