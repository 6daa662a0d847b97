import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useWords } from '../words/index.ts';

/** A field for a password, with an eye that shows what is typed. */
export function SecretInput(props: PasswordInputProps) {
  const words = useWords();
  return (
    <PasswordInput visibilityToggleButtonProps={{ 'aria-label': words.common.showPassword }} {...props} />
  );
}
