/** What a verifier found wrong, in words; where it is stands beside it. */
export const findingCodes = [
  'not-a-bundle',
  'container-end',
  'container-directory',
  'container-header',
  'container-order',
  'checksum',
  'missing',
  'unexpected',
  'not-canonical',
  'not-json',
  'not-allowed',
  'hash',
  'length',
  'sums',
  'certificate',
  'other-key',
  'not-expected-key',
  'signature',
  'time-stamp',
  'time-stamp-untrusted',
  'custody-hash',
  'custody-link',
  'custody-order',
  'inconsistent',
] as const;
export type FindingCode = (typeof findingCodes)[number];

export type Finding = {
  /** File, and what in it: `footage.mp4`, `manifest.json: custody.entries[2].hash`, `bundle, byte 812`. */
  readonly where: string;
  readonly code: FindingCode;
  /** What the check saw, where that helps. */
  readonly detail: string;
};

const en: { readonly [C in FindingCode]: string } = {
  'not-a-bundle': 'This is not a bundle of Lamplighter, or its end is missing.',
  'container-end': 'The end of the container is not as it was written.',
  'container-directory': 'The directory of the container is not as it was written.',
  'container-header': 'A header of the container is not as it was written.',
  'container-order': 'The files do not follow each other without a hole.',
  checksum: 'The file was changed: its check sum differs.',
  missing: 'The file is missing.',
  unexpected: 'The file is not one that the manifest names here.',
  'not-canonical': 'The text is not in canonical form.',
  'not-json': 'The text cannot be read as JSON.',
  'not-allowed': 'The value is not one that the format allows.',
  hash: 'The file was changed: its SHA-256 is not the one in the manifest.',
  length: 'The file has another length than the manifest says.',
  sums: 'The line does not fit the file.',
  certificate: 'The certificate of the site cannot be read.',
  'other-key': 'The certificate is of another key than the manifest names.',
  'not-expected-key': 'The bundle is signed by another key than the one you gave.',
  signature: 'The signature of the site does not fit the manifest.',
  'time-stamp': 'The time-stamp does not hold.',
  'time-stamp-untrusted': 'The time-stamp is not from an authority you gave.',
  'custody-hash': 'The entry of the log does not fit its hash.',
  'custody-link': 'The entry of the log does not follow the one before it.',
  'custody-order': 'The entries of the log are not in order.',
  inconsistent: 'The manifest contradicts itself.',
};

const ru: typeof en = {
  'not-a-bundle': 'Это не пакет Lamplighter, или у него нет конца.',
  'container-end': 'Конец контейнера не такой, каким был записан.',
  'container-directory': 'Оглавление контейнера не такое, каким было записано.',
  'container-header': 'Заголовок в контейнере не такой, каким был записан.',
  'container-order': 'Файлы не следуют один за другим без пропуска.',
  checksum: 'Файл изменён: контрольная сумма другая.',
  missing: 'Файла нет.',
  unexpected: 'Манифест не называет этого файла на этом месте.',
  'not-canonical': 'Текст не в канонической форме.',
  'not-json': 'Текст не читается как JSON.',
  'not-allowed': 'Формат не допускает такого значения.',
  hash: 'Файл изменён: его SHA-256 не тот, что в манифесте.',
  length: 'Длина файла не та, что в манифесте.',
  sums: 'Строка не соответствует файлу.',
  certificate: 'Сертификат объекта не читается.',
  'other-key': 'Сертификат не того ключа, который назван в манифесте.',
  'not-expected-key': 'Пакет подписан не тем ключом, который вы указали.',
  signature: 'Подпись объекта не соответствует манифесту.',
  'time-stamp': 'Метка времени недействительна.',
  'time-stamp-untrusted': 'Метка времени не от указанной вами службы.',
  'custody-hash': 'Запись журнала не соответствует своему хешу.',
  'custody-link': 'Запись журнала не следует за предыдущей.',
  'custody-order': 'Записи журнала идут не по порядку.',
  inconsistent: 'Манифест противоречит сам себе.',
};

export function sayFinding({ where, code, detail }: Finding, language: 'en' | 'ru'): string {
  const sentence = (language === 'ru' ? ru : en)[code];
  return detail === '' ? `${where}: ${sentence}` : `${where}: ${sentence} (${detail})`;
}
