/** Как работают тревоги и зачем нужен каждый их вид. */
import type { TargetName } from '../../core/alarm/figures/alarm-target.ts';
import { counted } from './plural.ts';

const count = counted('ru-RU');

const targets: { readonly [T in TargetName]: string } = {
  'per-ten-minutes': 'Тревог за 10 мин',
  'most-in-ten-minutes': 'Больше всего за 10 мин',
  'crowded-periods': 'Периоды, где больше 10',
  'flooded-time': 'Время в лавине',
  stale: 'Застоявшихся сразу',
  chattering: 'Дребезжащих правил',
  'high-share': 'Высокий приоритет',
  'top-ten': 'Десять самых громких',
};

export const alarmFiguresProblems = {
  'too-many-alarms': 'За это время слишком много тревог. Выберите период короче.',
};

export const alarmFiguresActions = {
  'rationalisation.changed': 'пересмотр вида тревог',
};

export const alarmFiguresWords = {
  figures: {
    tab: 'Показатели',
    kindsTab: 'Виды',
    period: 'Период',
    periods: { 1: '24 ч', 7: '7 дней', 31: '31 день' } as { readonly [days: number]: string },
    own: 'Другой',
    from: 'С',
    to: 'По',
    export: 'Сохранить CSV',
    fileName: 'alarm-figures',
    none: 'За этот период тревог не было.',
    summary: (met: number, judged: number) => `Выполнено целей: ${met} из ${judged}`,
    alarms: (n: number) => count(n, { one: 'тревога', few: 'тревоги', many: 'тревог', other: 'тревоги' }),
    targets,
    targetsSource: 'Цели: ISA-18.2, IEC 62682 и EEMUA 191. Каждый пульт показывает все тревоги.',
    target: (good: string) => `цель: ${good}`,
    targetNear: (good: string, most: string) => `цель: ${good}, терпимо ${most}`,
    atMost: (value: string) => `не больше ${value}`,
    noneAllowed: 'нет',
    verdicts: { met: 'Выполнена', near: 'Близко', missed: 'Нет' },
    tooFew: 'Слишком мало данных',
    rate: 'Тревог за 10 минут',
    rateHint: (span: string) => `Столбик — худшие десять минут за ${span}.`,
    floodLine: 'Больше 10 — лавина',
    floods: (n: number) => count(n, { one: 'лавина', few: 'лавины', many: 'лавин', other: 'лавины' }),
    answers: 'Время до подтверждения по сменам',
    median: 'Медиана',
    p95: '95 %',
    late: 'Поздно',
    lateHint: 'Позже, чем отведено виду тревоги, или никогда.',
    nuisance: 'Ложные',
    stale: 'Застой',
    chattering: 'дребезжит',
    priorities: 'Приоритеты',
    prioritiesHint: 'Около 80 % низких, 15 % средних, 5 % высоких: тогда видно, что важно.',
    byRule: 'По правилам',
    byShift: 'По сменам',
    byOperator: 'По операторам',
    rule: 'Правило',
    shift: 'Смена',
    operator: 'Оператор',
    share: 'Доля',
    perTen: 'За 10 мин',
    most: 'Макс. за 10 мин',
    count: 'Тревог',
    shiftsWorked: 'Смен',
    took: 'Принято',
    operatorHint:
      'Нагрузка — это смены, в которые человек что-то подтверждал; времена — по тому, что он принял сам. Они говорят, можно ли работать с такими тревогами, а не о том, хорош ли человек.',
    onlyOwn: 'Вы видите свои показатели.',
    moreRules: (n: number) =>
      `${count(n, { one: 'правило', few: 'правила', many: 'правил', other: 'правила' })} — в CSV`,
    shiftStarts: 'Смены начинаются в',
    shiftStartsHint: 'Четверти часа по часам объекта, через пробел: 07:00 19:00',
    shiftStartsBad: 'Напишите от одного до шести времён с точностью до четверти часа, по порядку дня.',
    saveShifts: 'Сохранить смены',
  },
  kindsPage: {
    lead: 'Зачем нужен каждый вид тревог: что его вызывает, что будет, если ничего не делать, что делать и сколько на это времени. Объект пересматривает их, прежде чем на них полагаться.',
    reviewed: (name: string, at: string) => `${name}, ${at}`,
    notReviewed: 'Из поставки, здесь не пересмотрен',
    edit: 'Пересмотреть',
    editTitle: (kind: string) => `Пересмотр: ${kind}`,
    editHint:
      'Действует для тревог, поднятых с этого момента. Пустое поле — слова из поставки на языке читающего.',
    priority: 'Приоритет',
    seconds: 'Время на ответ, секунд',
    response: 'Что делать',
    save: 'Сохранить пересмотр',
  },
};
