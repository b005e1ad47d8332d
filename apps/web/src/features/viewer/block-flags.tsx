import { useTranslation } from 'react-i18next';
import { Notice } from '#shared/ui/notice.tsx';

const known = [
  'empty',
  'empty_twin',
  'leaked_marker',
  'repetition',
  'foreign_text',
  'low_confidence',
  'repaired_text',
  'broken_text',
] as const;

/** Reasons to distrust the text, in plain words. */
export function BlockFlags({ flags }: { flags: readonly string[] }) {
  const { t } = useTranslation('viewer');
  if (flags.length === 0) return null;
  const words = flags.map((flag) => {
    const name = known.find((each) => each === flag);
    return name === undefined ? t('block.flags.other', { flag }) : t(`block.flags.${name}`);
  });
  return (
    <Notice tone={flags.every((flag) => flag === 'repaired_text') ? 'info' : 'warning'}>
      {words.length === 1 ? (
        words[0]
      ) : (
        <ul className="list-disc pl-4">
          {words.map((word) => (
            <li key={word}>{word}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
