import { useFormats } from '../words/index.ts';

/** How number fields write a fraction in the operator's language; both signs are taken when typed. */
export function useDecimals(): {
  readonly decimalSeparator: string;
  readonly allowedDecimalSeparators: string[];
} {
  const formats = useFormats();
  return { decimalSeparator: formats.number(0.5, 1).charAt(1), allowedDecimalSeparators: ['.', ','] };
}
