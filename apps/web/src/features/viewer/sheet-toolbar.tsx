import {
  ChevronLeft,
  ChevronRight,
  type LucideIcon,
  Maximize,
  RotateCw,
  ScanText,
  SquareDashed,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '#shared/lib/cn.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { PageInput } from './page-input.tsx';
import type { SheetControls } from './use-sheet-viewer.ts';

export interface SheetToolbarProps {
  page: number;
  total: number;
  onPage: (page: number) => void;
  /** `null`: there is no picture to zoom. */
  controls: SheetControls | null;
  showsBlocks: boolean;
  onShowBlocks: (shown: boolean) => void;
  framing: boolean;
  onFraming: (framing: boolean) => void;
}

/** Pages, zoom and tools, under the sheet. */
export function SheetToolbar(props: SheetToolbarProps) {
  const { page, total, onPage, controls } = props;
  const { t } = useTranslation('viewer');
  return (
    <div
      role="toolbar"
      aria-label={t('tool.label')}
      className="absolute inset-x-0 bottom-3 z-4 mx-auto flex w-fit max-w-[calc(100%-1rem)] items-center rounded-xl border border-line bg-surface p-1 shadow-raised"
    >
      <IconButton
        icon={ChevronLeft}
        label={`${t('tool.previous')} (PageUp)`}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      />
      <PageInput key={page} page={page} total={total} onPage={onPage} />
      <IconButton
        icon={ChevronRight}
        label={`${t('tool.next')} (PageDown)`}
        disabled={page >= total}
        onClick={() => onPage(page + 1)}
      />
      {controls === null ? null : (
        <>
          <Divider />
          <span className="flex max-md:hidden">
            <IconButton
              icon={ZoomOut}
              label={`${t('tool.zoomOut')} (−)`}
              onClick={() => controls.zoomBy(1 / 1.5)}
            />
            <IconButton
              icon={ZoomIn}
              label={`${t('tool.zoomIn')} (+)`}
              onClick={() => controls.zoomBy(1.5)}
            />
          </span>
          <IconButton icon={Maximize} label={`${t('tool.fit')} (0)`} onClick={controls.fit} />
          <IconButton
            icon={RotateCw}
            label={`${t('tool.rotate')} (R)`}
            onClick={controls.rotate}
            className="max-md:hidden"
          />
          <Divider />
          <Toggle
            icon={SquareDashed}
            label={`${t('tool.blocks')} (B)`}
            pressed={props.showsBlocks}
            onPress={props.onShowBlocks}
          />
          <Toggle
            icon={ScanText}
            label={`${t('tool.frame')} (F)`}
            pressed={props.framing}
            onPress={props.onFraming}
          />
        </>
      )}
    </div>
  );
}

function Divider() {
  return <span className="mx-1 h-6 w-px bg-line" aria-hidden="true" />;
}

interface ToggleProps {
  icon: LucideIcon;
  label: string;
  pressed: boolean;
  onPress: (pressed: boolean) => void;
}

function Toggle({ icon, label, pressed, onPress }: ToggleProps) {
  return (
    <IconButton
      icon={icon}
      label={label}
      aria-pressed={pressed}
      onClick={() => onPress(!pressed)}
      className={cn(pressed && 'bg-accent-soft')}
    />
  );
}
