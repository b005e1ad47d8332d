import { TextInput } from '#shared/ui/text-input.tsx';

export interface NumberFieldProps {
  id: string;
  value: string;
  invalid: boolean;
  onChange: (value: string) => void;
}

export function NumberField({ id, value, invalid, onChange }: NumberFieldProps) {
  return (
    <TextInput
      id={id}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      aria-invalid={invalid}
      onChange={({ target }) => onChange(target.value)}
      className="figures text-right"
    />
  );
}
