import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Spinner } from './spinner.tsx';

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  /** The verb on the dangerous button. */
  action: string;
  busy: boolean;
  onConfirm: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={props.title}
      description={props.description}
    >
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={() => props.onOpenChange(false)}>
          {t('common.cancel')}
        </Button>
        <Button look="danger" disabled={props.busy} onClick={props.onConfirm}>
          {props.busy ? <Spinner /> : null}
          {props.action}
        </Button>
      </div>
    </Dialog>
  );
}
