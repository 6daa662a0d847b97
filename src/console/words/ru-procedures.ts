import type { procedureWords as enWords, FaultWords } from './en-procedures.ts';
import { counted } from './plural.ts';

const count = counted('ru-RU');

const types: { readonly [type: string]: string } = {
  string: 'текст',
  number: 'число',
  int: 'целое число',
  boolean: 'true или false',
  array: 'список',
  object: 'группа полей',
};

const yaml: { readonly [code: string]: string } = {
  BAD_INDENT: 'неверный отступ или не хватает скобки',
  TAB_AS_INDENT: 'отступ сделан табуляцией, нужны пробелы',
  DUPLICATE_KEY: 'это поле указано дважды',
  MISSING_CHAR: 'не хватает знака: кавычки, запятой или двоеточия',
};

const faults: FaultWords = {
  'not-yaml': ({ line, column, why }) =>
    `Строка ${line}, знак ${column}: ${yaml[why] ?? 'это не YAML и не JSON'}.`,
  aliases: () => 'В тексте есть якоря или ссылки на них, такое не принимается. Напишите всё полностью.',
  missing: () => 'отсутствует.',
  'wrong-type': ({ wanted }) => `здесь нужно другое: ${types[wanted] ?? 'значение другого типа'}.`,
  'not-one-of': ({ given, allowed }) => `значение «${given}» неизвестно. Возможны: ${allowed}.`,
  'not-known': ({ names }) => `есть неизвестные поля: ${names}.`,
  'too-small': ({ least }) => `должно быть не меньше ${least}.`,
  'too-large': ({ most }) => `должно быть не больше ${most}.`,
  'says-nothing': () => 'ничего не сказано ни на одном языке.',
  unfit: () => 'написано не так, как нужно: идентификатор состоит из a-z, 0-9 и -, не больше 63 знаков.',
  'kind-twice': () => 'указан дважды.',
  'too-many-steps': ({ most }) => `больше ${most} шагов.`,
  'step-twice': ({ step }) => `шаг «${step}» указан дважды.`,
  'step-empty': ({ step }) => `в шаге «${step}» ничего не сказано.`,
  'system-step-bound': ({ step }) =>
    `шаг «${step}» выполняет система, поэтому он не может быть обязательным или иметь срок.`,
};

export const procedureWords: typeof enWords = {
  procedures: {
    title: 'Порядки действий',
    lead: 'Что делают при происшествии каждого вида. Начатые происшествия сохраняют ту версию, с которой начались.',
    find: 'Найти вид',
    nothing: 'Вида с таким названием нет.',
    shipped: 'исходный',
    version: (n) => `версия ${n}`,
    versionBy: (n, who, at) => `Версия ${n}, ${who}, ${at}`,
    inForce: 'действует',
    versions: 'Версия',
    older: 'Прежняя версия. Действующая стоит в списке выше.',
    steps: (n) => count(n, { one: 'шаг', few: 'шага', many: 'шагов', other: 'шага' }),
    noSteps: 'Шагов нет.',
    edit: 'Изменить',
    editThis: 'Изменить, начав с этой версии',
    text: { en: 'Текст по-английски', ru: 'Текст по-русски' },
    required: 'Обязателен до закрытия',
    due: 'Срок, мин',
    within: (duration) => `за ${duration}`,
    whenever: 'без срока',
    who: 'Кто выполняет',
    doers: {
      person: 'Человек',
      'show-cameras': 'Система показывает камеры',
      note: 'Система пишет в журнал',
      notify: 'Система оповещает',
    },
    cameras: 'Камеры',
    to: 'Кого, по названиям получателей',
    toHint: 'После каждого названия нажмите ввод.',
    step: (n) => `Шаг ${n}`,
    up: (n) => `Шаг ${n}: выше`,
    down: (n) => `Шаг ${n}: ниже`,
    remove: (n) => `Шаг ${n}: убрать`,
    add: 'Добавить шаг',
    save: (n) => `Сохранить как версию ${n}`,
    review: 'Проверить и сохранить',
    reviewTitle: (kind, n) => `${kind}: что изменит версия ${n}`,
    reviewLead: (n) =>
      `По сравнению с ${n === 0 ? 'исходным порядком, который' : `версией ${n}, которая`} действует сейчас. Пока ничего не сохранено.`,
    goOn: 'Вернуться к правке',
    saved: (kind, n) => `${kind}: действует версия ${n}.`,
    unchanged: 'Ничего не изменено.',
    empty: (n) => `В шаге ${n} ничего не сказано.`,
    nobody: (n) => `В шаге ${n} некого оповещать.`,
    leave: 'Если уйти, изменения этого порядка пропадут.',
    second: (who, at, n) =>
      `${who} успел раньше, в ${at}: действует версия ${n}. Ваш текст остался: сравните и сохраните снова.`,
    saveOver: 'Всё равно сохранить поверх',
    compareWith: (n) => (n === 0 ? 'Сравнить с исходным' : `Сравнить с версией ${n}`),
    compared: (n, before) =>
      `Версия ${n} по сравнению с ${before === 0 ? 'исходным порядком' : `версией ${before}`}`,
    differences: {
      added: 'Добавлен',
      removed: 'Убран',
      changed: 'Изменён',
      moved: 'Перемещён',
      movedAndChanged: 'Перемещён и изменён',
    },
    counts: ({ added, removed, moved, changed }, same) =>
      [
        added > 0 ? `Добавлено: ${added}` : '',
        removed > 0 ? `убрано: ${removed}` : '',
        changed > 0 ? `изменено: ${changed}` : '',
        moved > 0 ? `перемещено: ${moved}` : '',
        `без изменений: ${same}`,
      ]
        .filter((part) => part !== '')
        .join(', ')
        .replace(/^./, (first) => first.toUpperCase())
        .concat('.'),
    wasStep: (n) => `был шагом ${n}`,
    otherOrder: 'после других шагов, чем раньше',
    before: 'Было',
    after: 'Стало',
    notWritten: 'не написан',
    blank: 'пусто',
    none: 'нет',
    exportAll: 'Выгрузить',
    asFile: (format) => `Все, ${format}`,
    oneAsFile: (format) => `Этот, ${format}`,
    import: 'Загрузить',
    importTitle: 'Загрузка порядков действий',
    importLead:
      'Текст YAML или JSON в том виде, в каком его выгрузили. Сначала посмотрите, что он изменит; затем берётся всё или ничего.',
    chooseFile: 'Выберите файл',
    fileText: 'Или вставьте текст',
    importLook: 'Посмотреть, что изменится',
    importLookLead: 'По сравнению с тем, что действует. Пока ничего не загружено.',
    importOther: 'Другой текст',
    importSame: (n) =>
      `Совпадает с действующим: ${count(n, { one: 'порядок', few: 'порядка', many: 'порядков', other: 'порядка' })}.`,
    nextVersion: (n) => `станет версией ${n}`,
    strayed: ({ from, now, by }) =>
      `Текст выгружен ${from === 0 ? 'с исходного порядка' : `с версии ${from}`}. Здесь действует ${now === 0 ? 'исходный порядок' : `версия ${now} (${by})`}.`,
    replaces: 'Заменить и те версии, с которых текст не выгружали',
    changedMeanwhile: 'Кто-то успел раньше. Вот что текст изменит теперь.',
    unfit: 'По такому порядку работать нельзя:',
    faults,
    place: ({ procedure, step, field }) =>
      [
        procedure === null ? '' : `Порядок ${procedure}`,
        step === null ? '' : `шаг ${step}`,
        field === '' ? '' : `«${field}»`,
      ]
        .filter((part) => part !== '')
        .join(', ') || 'Текст',
    importDo: 'Загрузить',
    imported: (changed, same) => `Новых версий: ${changed}, без изменений: ${same}.`,
  },
};
