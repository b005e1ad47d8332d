/** What a person wrote. */
export function Bubble({ content }: { content: string }) {
  return (
    <p className="max-w-[min(36rem,88%)] whitespace-pre-wrap rounded-2xl rounded-br-md border border-line bg-surface px-4 py-2.5 text-ink [overflow-wrap:anywhere]">
      {content}
    </p>
  );
}
