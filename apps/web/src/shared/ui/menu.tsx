import type { LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

export interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  defaultOpen?: boolean;
}

export function Menu({ trigger, children, defaultOpen = false }: MenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen={defaultOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={keepTyping}
          className="z-50 min-w-48 animate-enter rounded-xl border border-line bg-surface p-1 shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A choice that opened a field has moved the focus there. */
function keepTyping(event: Event) {
  if (document.activeElement instanceof HTMLInputElement) event.preventDefault();
}

export interface MenuItemProps {
  icon: LucideIcon;
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
}

export function MenuItem({ icon: Icon, children, onSelect, danger = false }: MenuItemProps) {
  return (
    <Radix.Item
      onSelect={onSelect}
      className={cn(
        'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 text-sm outline-none data-highlighted:bg-hover max-md:min-h-11 pointer-coarse:min-h-11',
        danger ? 'text-danger' : 'text-ink',
      )}
    >
      <Icon className="size-4" aria-hidden />
      {children}
    </Radix.Item>
  );
}
