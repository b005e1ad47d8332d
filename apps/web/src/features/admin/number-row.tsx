import { useId } from 'react';
import { Row } from '#features/settings/section.tsx';
import { NumberField } from './number-field.tsx';

/** `null` for what is left empty where it may be, `undefined` for what is no number. */
export function parseNumber(text: string, mayBeEmpty: boolean): number | null | undefined {
  const plain = text.replace(/\s/g, '').replace(',', '.');
  if (plain === '') return mayBeEmpty ? null : undefined;
  const value = Number(plain);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

export interface NumberRowProps {
  title: string;
  hint: string | undefined;
  value: string;
  invalid: boolean;
  onChange: (value: string) => void;
}

/** A number among the settings. */
export function NumberRow({ title, hint, ...field }: NumberRowProps) {
  const id = useId();
  return (
    <Row title={title} hint={hint}>
      <label htmlFor={id} className="sr-only">
        {title}
      </label>
      <div className="w-44 max-md:w-full">
        <NumberField id={id} {...field} />
      </div>
    </Row>
  );
}
