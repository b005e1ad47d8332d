import { memo, type Ref, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '#shared/lib/cn.ts';
import { completeUnfinished } from './complete-unfinished.ts';
import { createBlockRenderer, type RenderBlock } from './render-block.ts';
import { toSafeFragment } from './sanitize.ts';
import { createBlockSplitter } from './split-blocks.ts';

export interface MarkdownProps {
  text: string;
  /** The text is still growing. */
  streaming?: boolean;
  /** Single line ends break lines, as in recognised documents. */
  breaks?: boolean;
  className?: string;
  ref?: Ref<HTMLDivElement>;
}

/** Foreign Markdown, block by block: a finished block is never drawn again while the text grows. */
export default function Markdown({ text, streaming = false, breaks = false, className, ref }: MarkdownProps) {
  const { t } = useTranslation();
  const [splitter] = useState(createBlockSplitter);
  const render = useMemo(
    () =>
      createBlockRenderer(
        {
          citation: (code) => t('conversation.openSource', { code }),
          picture: (number) => t('evidence.pictureMark', { number }),
          table: t('block.kind.table'),
        },
        { breaks },
      ),
    [t, breaks],
  );
  const blocks = splitter.split(text);
  return (
    <div ref={ref} className={cn('prose', className)}>
      {blocks.map((source, at) => (
        <Block
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end
          key={at}
          source={source}
          unfinished={streaming && at === blocks.length - 1}
          render={render}
        />
      ))}
    </div>
  );
}

interface BlockProps {
  source: string;
  unfinished: boolean;
  render: RenderBlock;
}

const Block = memo(function Block({ source, unfinished, render }: BlockProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const html = render(unfinished ? completeUnfinished(source) : source);
    element.current?.replaceChildren(toSafeFragment(html));
  }, [source, unfinished, render]);
  return <div ref={element} className="prose-block" />;
});
