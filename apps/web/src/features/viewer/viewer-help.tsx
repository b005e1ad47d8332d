import { useTranslation } from 'react-i18next';
import { Dialog } from '#shared/ui/dialog.tsx';
import { Kbd } from '#shared/ui/kbd.tsx';

const rows = [
  { name: 'pages', keys: ['PageUp', 'PageDown', '[', ']'] },
  { name: 'ends', keys: ['Home', 'End'] },
  { name: 'zoom', keys: ['+', '−'] },
  { name: 'fit', keys: ['0'] },
  { name: 'pan', keys: ['←', '↑', '↓', '→'] },
  { name: 'rotate', keys: ['R'] },
  { name: 'search', keys: ['/', 'Ctrl+F'] },
  { name: 'walk', keys: ['Enter', 'Shift+Enter'] },
  { name: 'blocks', keys: ['B'] },
  { name: 'frame', keys: ['F'] },
  { name: 'space', keys: ['spaceName'] },
  { name: 'close', keys: ['Esc'] },
  { name: 'help', keys: ['?'] },
] as const;

export function ViewerHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('viewer');
  return (
    <Dialog open onOpenChange={onClose} title={t('keys.title')} wide>
      <dl className="divide-y divide-line">
        {rows.map(({ name, keys }) => (
          <div key={name} className="flex min-h-10 items-center justify-between gap-4">
            <dt className="text-ink text-sm">{t(`keys.${name}`)}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key === 'spaceName' ? t('keys.spaceName') : key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
