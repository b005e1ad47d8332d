export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded border border-line bg-paper px-1.5 py-0.5 font-mono text-ink-2 text-xs">
      {children}
    </kbd>
  );
}
