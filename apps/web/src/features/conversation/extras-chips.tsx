import { GitCompareArrows, SquareDashed, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import type { ComparedDocument, Extras } from './extras.ts';

/** What goes with the question: the two sides of a comparison, drawn places. */
export function ExtrasChips({ extras, onChange }: { extras: Extras; onChange: (extras: Extras) => void }) {
  const { t } = useTranslation();
  const { compare, regions } = extras;
  const name = ({ title, version }: ComparedDocument) =>
    version === null ? shortTitle(title) : `${shortTitle(title)}, ${t('place.version', { version })}`;
  return (
    <>
      {compare === null ? null : (
        <Chip
          icon={<GitCompareArrows className="size-4 shrink-0" aria-hidden />}
          removeLabel={t('composer.dropCompare')}
          onRemove={() => onChange({ ...extras, compare: null })}
        >
          {name(compare.a)} ↔ {name(compare.b)}
        </Chip>
      )}
      {regions.map((region, at) => (
        <Chip
          key={`${region.documentId}:${region.page}:${region.box.join()}`}
          icon={<SquareDashed className="size-4 shrink-0" aria-hidden />}
          removeLabel={t('composer.dropRegion')}
          onRemove={() => onChange({ ...extras, regions: regions.filter((_, n) => n !== at) })}
        >
          {t('composer.region', { page: region.page, title: shortTitle(region.title) })}
        </Chip>
      ))}
    </>
  );
}

interface ChipProps {
  icon: ReactNode;
  children: ReactNode;
  removeLabel: string;
  onRemove: () => void;
}

/** Something that goes with the question, and a way to leave it out. */
export function Chip({ icon, children, removeLabel, onRemove }: ChipProps) {
  return (
    <li className="inline-flex h-8 max-w-72 max-md:max-w-60 items-center gap-1.5 rounded-lg bg-accent-soft pl-2.5 text-accent-ink text-sm max-md:h-11 pointer-coarse:h-11">
      {icon}
      <span className="truncate">{children}</span>
      <button
        type="button"
        onClick={onRemove}
        aria-label={removeLabel}
        className="inline-flex h-full w-8 shrink-0 items-center justify-center rounded-r-lg hover:bg-accent hover:text-on-accent max-md:w-11 pointer-coarse:w-11"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </li>
  );
}
