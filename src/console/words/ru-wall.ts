/** Видеостена. */
import type {
  wallActions as enActions,
  wallKeys as enKeys,
  wallProblems as enProblems,
  wallWords as enWords,
} from './en-wall.ts';
import { counted } from './plural.ts';

const count = counted('ru-RU');

export const wallWords: typeof enWords = {
  wall: {
    title: 'Видеостена',
    shape: 'Расположение',
    shapes: {
      '1': 'Одна картинка',
      '4': 'Четыре картинки',
      '9': 'Девять картинок',
      '16': 'Шестнадцать картинок',
      '1+5': 'Одна крупная и пять малых',
    },
    layout: 'Раскладка',
    layouts: 'Раскладки',
    noLayout: 'Не сохранена',
    changed: 'изменена, не сохранена',
    tour: 'Обход',
    tours: 'Обходы',
    none: 'Нет',
    arrange: 'Расставить',
    arranged: 'Готово',
    save: 'Сохранить',
    saveAs: 'Сохранить как',
    saved: (name) => `«${name}»: сохранено для всех.`,
    name: 'Название',
    change: 'Изменить',
    remove: 'Удалить',
    removed: (name) => `«${name}»: удалено.`,
    removeAsk: (name) => `Удалить «${name}» для всех?`,
    manage: 'Раскладки и обходы',
    newTour: 'Новый обход',
    editTour: (name) => `Обход «${name}»`,
    steps: 'Раскладки по очереди',
    seconds: 'Секунды',
    secondsShort: 'с',
    addStep: 'Добавить раскладку',
    removeStep: (n) => `Убрать шаг ${n}`,
    needLayout: 'Сначала сохраните раскладку: обход состоит из раскладок.',
    tourStep: (i, n, seconds) => `${i} из ${n}, следующая через ${seconds} с`,
    tourStands: (i, n) => `${i} из ${n}, обход остановлен`,
    pause: 'Остановить обход',
    resume: 'Продолжить обход',
    fullScreen: 'Во весь экран',
    tile: (n, name) => `Окно ${n}: ${name}`,
    emptyTile: 'Пусто',
    chooseCamera: (n) => `Камера окна ${n}`,
    gone: 'Эту камеру удалили. Выберите другую.',
    large: 'Показать крупно',
    small: 'Показать все окна',
    push: 'На стену',
    pushHint: 'Показать эту камеру на всех открытых стенах на пять минут с вашим именем',
    pushed: (name) => `${name}: на всех открытых стенах на 5 мин.`,
    pushedBy: (who, ago) => `На стену: ${who}, ${ago} назад`,
    unpush: 'Снять',
    hiddenPushes: (n) =>
      `ещё ${count(n, { one: 'камера на стене', few: 'камеры на стене', many: 'камер на стене', other: 'камеры на стене' })}`,
    stills: (live, stills) =>
      `Живых: ${live}; ${count(stills, { one: 'снимок', few: 'снимка', many: 'снимков', other: 'снимка' })} раз в секунду: так настроена эта машина.`,
    allLive: (live) =>
      count(live, {
        one: 'живая картинка',
        few: 'живые картинки',
        many: 'живых картинок',
        other: 'живой картинки',
      }),
    liveLimit: 'Живых картинок не больше',
    liveLimitHint: 'Каждую живую картинку эта машина декодирует. Остальные обновляются раз в секунду.',
  },
};

export const wallKeys: typeof enKeys = {
  groupWall: 'Видеостена',
  tile: 'Окно крупно и обратно',
  holdTour: 'Остановить обход',
  fullScreen: 'Во весь экран',
  toWall: 'Тревогу на стену',
};

export const wallProblems: typeof enProblems = {
  'wall-full': 'Раскладок или обходов слишком много. Удалите ненужные.',
  'wall-layout-unknown': 'Раскладку этого обхода удалили. Выберите другую.',
  'wall-layout-in-tour': 'Эту раскладку показывает обход. Сначала уберите её из обхода.',
};

export const wallActions: typeof enActions = {
  'wall.layout-created': 'новая раскладка видеостены',
  'wall.layout-changed': 'изменение раскладки видеостены',
  'wall.layout-removed': 'удаление раскладки видеостены',
  'wall.tour-created': 'новый обход видеостены',
  'wall.tour-changed': 'изменение обхода видеостены',
  'wall.tour-removed': 'удаление обхода видеостены',
  'wall.pushed': 'камера показана на всех стенах',
  'wall.push-removed': 'камера снята со всех стен',
};
