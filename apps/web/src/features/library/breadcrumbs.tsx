import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '#shared/lib/cn.ts';
import type { NodeDetail, TreeNode } from './tree-query.ts';
import { useNodeDrop } from './use-node-drop.ts';

interface BreadcrumbsProps {
  detail: NodeDetail;
  onMove: (node: TreeNode, target: { id: string | null; name: string }) => void;
}

/** The way to the open folder; rows may be dropped on it. */
export function Breadcrumbs({ detail, onMove }: BreadcrumbsProps) {
  const { t } = useTranslation();
  const top = { id: null, name: t('library.top') };
  const hidden = detail.path.slice(0, -2);
  return (
    <nav aria-label={t('library.path')} className="mb-1">
      <ol className="-ml-2 flex items-center text-sm">
        <Crumb>
          <Step step={top} onMove={onMove} />
        </Crumb>
        {hidden.length === 0 ? null : (
          <Crumb>
            <span className="px-2 text-ink-3" title={hidden.map(({ name }) => name).join(' / ')}>
              …
            </span>
          </Crumb>
        )}
        {detail.path.slice(-2).map((step, at, shown) => (
          <Crumb key={step.id} isRoomy={at < shown.length - 1}>
            <Step step={step} onMove={onMove} />
          </Crumb>
        ))}
      </ol>
    </nav>
  );
}

/** `isRoomy`: left out on phones. */
function Crumb({ isRoomy = false, children }: { isRoomy?: boolean; children: ReactNode }) {
  return (
    <li className={cn('flex min-w-0 items-center last:shrink', isRoomy && 'max-md:hidden')}>
      {children}
      <ChevronRight className="size-4 shrink-0 text-ink-3" aria-hidden />
    </li>
  );
}

interface StepProps {
  step: { id: string | null; name: string };
  onMove: BreadcrumbsProps['onMove'];
}

function Step({ step, onMove }: StepProps) {
  const drop = useNodeDrop(step.id, { onNode: (node) => onMove(node, step) });
  return (
    <Link
      to="/library"
      search={step.id === null ? {} : { folder: step.id }}
      title={step.name}
      {...drop.handlers}
      className={cn(
        'inline-flex min-h-8 min-w-0 max-w-72 items-center rounded-lg px-2 text-ink-2 hover:bg-hover hover:text-ink max-md:min-h-11',
        drop.isOver && 'bg-accent-soft text-accent-ink outline-2 outline-accent',
      )}
    >
      <span className="truncate">{step.name}</span>
    </Link>
  );
}
