/** Что бывает с тревогой, кроме того что её приняли: отложена, подавлена, выведена из работы, удержана. */
import type {
  alarmLifeActions as enActions,
  alarmLifeKeys as enKeys,
  alarmLifeProblems as enProblems,
  alarmStatesAside as enStates,
  alarmLifeWords as enWords,
} from './en-alarm-life.ts';
import { counted } from './plural.ts';

const count = counted('ru-RU');

export const alarmStatesAside: typeof enStates = {
  'latched-unacknowledged': 'Кончилась, удержана, не принята',
  latched: 'Кончилась, удержана',
  shelved: 'Отложена',
  suppressed: 'Подавлена по правилу',
  'out-of-service': 'Выведена из работы',
};

export const alarmLifeProblems: typeof enProblems = {
  'shelf-too-long': 'На такой срок здесь ничего не откладывают. Выберите срок короче.',
};

export const alarmLifeActions: typeof enActions = {
  'alarm.escalated': 'передала дальше тревогу, которую никто не подтвердил',
  'alarm.nuisance-marked': 'отметил, помеха ли тревога',
  'alarm.reset': 'снял удержанную тревогу',
  'alarm.shelved': 'отложил тревогу',
  'alarm.unshelved': 'вернул отложенную тревогу',
  'alarm.unsuppressed': 'вернул подавленную тревогу',
  'alarm.out-of-service': 'вывел тревогу из работы',
  'alarm.in-service': 'вернул тревогу в работу',
  'out-of-service.begun': 'вывел тревоги из работы',
  'out-of-service.ended': 'вернул тревоги в работу',
  'alarm-policy.changed': 'изменил правила тревог',
};

export const alarmLifeKeys: typeof enKeys = {
  group: 'Принять первую строку из многих',
  nuisance: 'Отметить как помеху или снять отметку',
  shelve: 'Отложить тревогу; затем причина: от 1 до 4',
  reset: 'Снять удержанную тревогу',
};

export const alarmLifeWords: typeof enWords = {
  aside: {
    tabs: { open: 'Открытые', aside: 'В стороне' },
    title: 'В стороне',
    lead: 'Хранятся и считаются, но ни у кого не стоят в очереди. Каждая вернётся сама или когда кто-то её вернёт.',
    none: 'В стороне ничего нет: в очереди все тревоги.',
    shelve: 'Отложить',
    shelveTitle: (alarm) => `Отложить: ${alarm}`,
    shelveLead: 'Такие же тревоги в этом месте подождут вместе с ней. Вернётся сама.',
    duration: 'На сколько',
    durationHint: 'выбор: ← →',
    reasons: {
      nuisance: 'Мешает: слишком часто или ложная',
      known: 'Известно, этим уже занимаются',
      works: 'Работы или проверка',
      event: 'Плановое мероприятие',
    },
    reason: 'Почему',
    shelved: (alarm, until) => `Отложена до ${until}: ${alarm}`,
    unshelve: 'Вернуть',
    reset: 'Снять',
    resetHint: 'Причины больше нет; тревога остаётся, пока её не снимут.',
    failed: 'Тревогу не удалось изменить.',
    conflictAside: (name) => `${name}: уже убрано в сторону раньше вас.`,
    until: (at) => `до ${at}`,
    byWhom: (name, at) => `${name}, ${at}`,
    times: (n) => count(n, { one: 'раз', few: 'раза', many: 'раз', other: 'раза' }),
    shelvedTitle: 'Отложенные',
    suppressedTitle: 'Подавленные по правилу',
    suppressedHint: 'Измерены, пока измерению нельзя было верить.',
    suppressedBy: (kind) => `пока: ${kind}`,
    serviceTitle: 'Выведенные из работы',
    serviceNone: 'Всё в работе.',
    shelvedNone: 'Ничего не отложено.',
    suppressedNone: 'Ничего не подавлено.',
    columns: {
      what: 'Что',
      why: 'Почему',
      who: 'Кто, когда',
      left: 'Вернётся',
      times: 'Было',
      actions: 'Действия',
    },
    wholeSite: 'Все камеры',
    wholeCamera: 'Вся камера',
    everyKind: 'Тревоги любого вида',
    whenEnded: 'когда кто-то вернёт',
    whenOver: 'когда это кончится',
    putBack: 'Вернуть в работу',
    takeOut: 'Вывести из работы',
    takeOutHint: 'На время работ, монтажа или замены камеры. Что там стоит, сразу уйдёт из очередей.',
    camera: 'Камера',
    zone: 'Зона',
    kind: 'Вид тревоги',
    why: 'Причина',
    end: 'До какого времени',
    endHint: 'Пусто: пока кто-то не вернёт.',
    standing: (n) =>
      `там ${count(n, { one: 'тревога', few: 'тревоги', many: 'тревог', other: 'тревоги' })} в ожидании`,
  },
  handedOn: {
    to: (names, at) => `Никто не подтвердил: в ${at} передано дальше: ${names}`,
    toNobody: (at) => `Никто не подтвердил: в ${at} по правилу некому было передать`,
  },
  lines: {
    count: (n) => count(n, { one: 'тревога', few: 'тревоги', many: 'тревог', other: 'тревоги' }),
    cameras: (n) => `на ${count(n, { one: 'камере', few: 'камерах', many: 'камерах', other: 'камеры' })}`,
    acknowledgeAll: (n) => `Принять все ${n}`,
    show: 'Показать каждую',
    hide: 'Свернуть в строку',
    acknowledged: (n) =>
      `Принято: ${count(n, { one: 'тревога', few: 'тревоги', many: 'тревог', other: 'тревоги' })}, каждая в журнале.`,
    acknowledgedBut: (n, refused) =>
      `Принято: ${count(n, { one: 'тревога', few: 'тревоги', many: 'тревог', other: 'тревоги' })}; ещё ${refused} изменились, или кто-то успел раньше.`,
    nuisance: 'Помеха',
    noNuisance: 'Не помеха',
    nuisanceBy: (name) => `помеха, отметил ${name}`,
    marked: 'Отмечена как помеха: засчитано её правилу.',
    unmarked: 'Отметка о помехе снята.',
  },
};
