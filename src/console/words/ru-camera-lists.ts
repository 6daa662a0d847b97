/** Русские слова для списков камер: отбор, общие изменения, таблицы. */
import type { cameraListWords as en, cameraListActions as enActions } from './en-camera-lists.ts';
import { counted } from './plural.ts';

const count = counted('ru-RU');
const cameras = (n: number) => count(n, { one: 'камера', few: 'камеры', many: 'камер', other: 'камеры' });
const ofCameras = (n: number) => count(n, { one: 'камеру', few: 'камеры', many: 'камер', other: 'камеры' });

export const cameraListWords: typeof en = {
  cameraLists: {
    filter: 'Отбор камер',
    group: 'Группа',
    anyGroup: 'Все группы',
    tag: 'Метка',
    anyTag: 'Все метки',
    state: 'Состояние',
    anyState: 'Любое состояние',
    trouble: 'Не измеряют',
    clear: 'Очистить',
    clearFilter: 'Сбросить отбор',
    noMatch: 'Под отбор не подходит ни одна камера.',
    choose: (name) => `Выбрать: ${name}`,
    chooseAll: (n) => `Выбрать все показанные: ${cameras(n)}`,
    chosen: (n) => `Выбрано: ${cameras(n)}`,
    hidden: (n) => `из них не показано: ${n}`,
    letGo: 'Снять выбор',
    bulkTitle: (n) => `Изменить ${ofCameras(n)}`,
    change: 'Изменить',
    changeWhat: 'Что сделать',
    kinds: {
      group: 'Поместить в группу',
      level: 'Указать уровень',
      addTags: 'Добавить метки',
      removeTags: 'Убрать метки',
      purpose: 'Указать назначение',
      on: 'Включить',
      off: 'Выключить',
    },
    groupHint: 'Части от большей к меньшей через /. Пусто: без группы.',
    tagsHint: 'Через запятую.',
    purposeHint: 'Его видят жители: зачем здесь эти камеры.',
    offHint: 'Пока их снова не включат, там ничего не измеряется.',
    apply: (n) => `Изменить ${ofCameras(n)}`,
    progress: (done, of) => `${done} из ${of}`,
    stop: 'Остановить',
    done: (n) => `Изменено: ${cameras(n)}.`,
    unchanged: (n) => `Уже было так: ${cameras(n)}.`,
    refusedTitle: (n) => `Не изменено: ${cameras(n)}`,
    refused: {
      unknown: 'тем временем удалена',
      version: 'тем временем её изменил кто-то другой',
      'too-many-tags': 'меток стало бы больше 20',
      unreadable: 'её адрес не читается этим ключом',
    },
    more: (n) => `и ещё ${n}`,
    table: 'Таблица',
    export: (n) => `Выгрузить ${ofCameras(n)}`,
    exportHint: 'Паролей в таблице нет.',
    import: 'Загрузить из CSV',
    importTitle: 'Загрузка камер из CSV',
    importHint:
      'Строка с известным id меняет эту камеру, строка без id добавляет новую. Чего в таблице нет, то остаётся как было. Сначала будет показано, что изменится.',
    chooseFile: 'Выбрать файл',
    reading: 'Строки проверяются',
    ignored: (names) => `Неизвестные столбцы пропущены: ${names}`,
    lines: { create: 'добавятся', change: 'изменятся', same: 'останутся как есть', bad: 'пропускаются' },
    line: (n) => `Строка ${n}`,
    adds: 'добавится',
    changes: (columns) => `изменится: ${columns}`,
    faults: {
      'no-name': () => 'нет названия. Укажите его.',
      'name-too-long': () => 'название длиннее 80 знаков. Сократите его.',
      'bad-id': (value) => `«${value}» не годится как id: нужны a-z, 0-9 и -, или оставьте пустым.`,
      'id-twice': (value) => `id ${value} занят или стоит дважды. Возьмите другой.`,
      'purpose-too-long': () => 'назначение длиннее 500 знаков. Сократите его.',
      'bad-group': () => 'группа длиннее 120 знаков. Сократите её.',
      'bad-tags': () => 'больше 20 меток, или метка длиннее 40 знаков.',
      'bad-place': (value) =>
        `«${value}» — не место: широта от -90 до 90, долгота от -180 до 180; обе или ни одной.`,
      'bad-level': (value) => `«${value}» — не уровень: целое число от -20 до 200 или пусто.`,
      'no-address': () => 'новая камера без адреса. Укажите analysis_url.',
      'bad-address': (value) => `«${value}» — не адрес: нужен rtsp://, rtsps:// или файл.`,
      'needs-password': (value) =>
        `${value}: сохранённый пароль на новое место не отправляется. Впишите имя и пароль.`,
      'bad-rate': (value) => `«${value}» — не частота: от 0.5 до 30 кадров в секунду.`,
      'bad-switch': (value) => `«${value}» — ни yes, ни no.`,
      'bad-version': (value) => `«${value}» — не версия. Оставьте столбец как выгружен или уберите его.`,
      gone: () => 'камеру удалили после выгрузки. Уберите строку, а чтобы добавить её заново — её версию.',
      'changed-since': () => 'после выгрузки камеру кто-то изменил. Выгрузите снова и повторите правку.',
    },
    run: (n) => `Загрузить ${count(n, { one: 'строку', few: 'строки', many: 'строк', other: 'строки' })}`,
    nothingToDo: 'В этой таблице нет ничего, что бы что-то изменило.',
    imported: (created, changed) => `Добавлено: ${cameras(created)}, изменено: ${changed}.`,
    notATable: 'Это не таблица со строкой заголовков. Выгрузите таблицу, чтобы увидеть, как она выглядит.',
  },
};

export const cameraListActions: typeof enActions = {
  'camera.bulk-changed': 'изменение многих камер',
  'camera.imported': 'загрузка камер из таблицы',
};
