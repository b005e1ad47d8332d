import { type ComponentProps, lazy, Suspense } from 'react';

const load = () => import('./markdown.tsx');
const Markdown = lazy(load);

/** Fetches the renderer before it is needed. */
export function preloadMarkdown(): void {
  load().catch(() => {});
}

/** {@link Markdown}, fetched on first use; the bare text stands in until then. */
export function LazyMarkdown(props: ComponentProps<typeof Markdown>) {
  return (
    <Suspense fallback={<div className="prose whitespace-pre-wrap">{props.text}</div>}>
      <Markdown {...props} />
    </Suspense>
  );
}
