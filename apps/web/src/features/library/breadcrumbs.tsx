import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
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
  const steps = [{ id: null, name: t('library.top') }, ...detail.path];
  return (
    <nav aria-label={t('library.path')}>
      <ol className="-ml-2 flex flex-wrap items-center text-sm">
        {steps.map((step) => (
          <li key={step.id} className="flex min-w-0 items-center">
            <Step step={step} onMove={onMove} />
            <ChevronRight className="size-4 shrink-0 text-ink-3" aria-hidden />
          </li>
        ))}
        <li aria-current="page" className="truncate px-2 text-ink-3" title={detail.node.name}>
          {detail.node.name}
        </li>
      </ol>
    </nav>
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
        'inline-flex min-h-8 max-w-56 items-center rounded-lg px-2 text-ink-2 hover:bg-hover hover:text-ink max-md:min-h-11',
        drop.isOver && 'bg-accent-soft text-accent-ink outline-2 outline-accent',
      )}
    >
      <span className="truncate">{step.name}</span>
    </Link>
  );
}
