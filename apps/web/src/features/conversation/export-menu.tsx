import { exportMessage } from '@aizoomdoc/contracts';
import { FileDown, FileText, FileType } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Menu, MenuItem } from '#shared/ui/menu.tsx';
import { showToast } from '#shared/ui/toasts.tsx';

const formats = [
  { format: 'pdf', icon: FileDown, extension: 'zip' },
  { format: 'docx', icon: FileType, extension: 'zip' },
  { format: 'markdown', icon: FileText, extension: 'zip' },
] as const;

/** The answer as a package: text, pictures, and a manifest by which it can be checked without a network. */
export function ExportMenu(props: { chatId: string; messageId: string; trigger: ReactNode }) {
  const { t } = useTranslation();
  const { chatId, messageId, trigger } = props;
  return (
    <Menu trigger={trigger} defaultOpen>
      {formats.map(({ format, icon, extension }) => (
        <MenuItem
          key={format}
          icon={icon}
          onSelect={() =>
            client
              .download(exportMessage, {
                params: { chat_id: chatId, message_id: messageId },
                query: { format },
                timeout: 120_000,
              })
              .then((blob) => save(blob, `${t('conversation.exportName')}-${format}.${extension}`))
              .catch((error: unknown) =>
                showToast(`${t('conversation.exportFailed')}. ${describeError(error, t)}`),
              )
          }
        >
          {t(`conversation.export.${format}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
