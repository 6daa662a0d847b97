import { Textarea } from '@mantine/core';
import { parseShare } from '../../core/vault/share-text.ts';
import { useWords } from '../words/index.ts';
import style from './evidence.module.css';

/** True when the text is a whole share of this vault. */
export function isShareOf(text: string, vaultName: string): boolean {
  const parsed = parseShare(text);
  return parsed.ok && parsed.share.vaultId === vaultName;
}

/** Four rows of letters from a sheet of paper; says where a mistake is. Nothing of it is kept by the browser. */
export function ShareField({
  value,
  onChange,
  vaultName,
}: {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly vaultName: string;
}) {
  const { evidence: words } = useWords();
  const parsed = parseShare(value);
  const letters = value.replace(/[\s\-–—_.:]/gu, '').length;
  let hint: string = words.shareHint;
  let isWrong = false;
  if (parsed.ok) {
    isWrong = parsed.share.vaultId !== vaultName;
    hint = isWrong ? words.shareOther(parsed.share.vaultId) : words.shareGood(parsed.share.vaultId);
  } else if (letters >= 80 || parsed.fault.kind === 'unknown-letter') {
    isWrong = true;
    const { fault } = parsed;
    hint = words.faults[fault.kind]('row' in fault ? fault.row : 0, 'letter' in fault ? fault.letter : 0);
  }
  return (
    <Textarea
      classNames={{ input: style.shareInput! }}
      label={words.share}
      description={isWrong ? undefined : hint}
      error={isWrong ? hint : undefined}
      autosize
      minRows={4}
      maxRows={5}
      autoComplete="off"
      spellCheck={false}
      autoCapitalize="characters"
      name="share"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
