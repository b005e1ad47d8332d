import type { ReactNode } from 'react';

/** Something that is read on demand. */
export function Fold({
  title,
  open = false,
  children,
}: {
  title: string;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className="text-sm" open={open}>
      <summary className="min-h-9 py-1.5 text-ink-2 [overflow-wrap:anywhere] max-md:min-h-11">
        {title}
      </summary>
      <div className="mb-2">{children}</div>
    </details>
  );
}

export function Json({ value, label }: { value: unknown; label: string }) {
  return <LongText label={label} text={JSON.stringify(value, null, 2)} />;
}

/** A text as it was sent; long ones scroll. */
export function LongText({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a text that scrolls is neither a form's part nor a landmark
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
      tabIndex={0}
      aria-label={label}
      className="scroll-area max-h-96 rounded-lg border border-line bg-paper p-3"
    >
      <pre className="whitespace-pre-wrap font-mono text-ink-2 text-xs leading-5 [overflow-wrap:anywhere]">
        {text}
      </pre>
    </div>
  );
}
