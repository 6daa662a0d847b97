import type { incidentActions as enActions, incidentProblems as enProblems } from './en-incidents.ts';

export const incidentProblems: typeof enProblems = {
  'attached-elsewhere':
    'Эта тревога уже в другом происшествии. Сначала уберите её оттуда или работайте в том происшествии.',
  'attached-already': 'Эта тревога уже в этом происшествии.',
  'not-attached': 'Этой тревоги в происшествии больше нет.',
  'too-many-alarms': 'В происшествии очень много тревог. Для остальных заведите ещё одно.',
  'incident-closed': 'Происшествие закрыто. Чтобы изменить его, откройте снова и укажите причину.',
  'incident-not-closed': 'Происшествие не закрыто.',
  'taken-already': 'Происшествие уже в работе.',
  'held-already': 'Происшествие уже ожидает.',
  'not-held': 'Происшествие не ожидает.',
  'task-set-already': 'Этот шаг уже отметил кто-то другой. Сейчас вы видите последнее состояние.',
  'task-is-required': 'Этот шаг обязателен до закрытия: пропустить его нельзя.',
  'tasks-missing': 'Обязательные шаги ещё не выполнены. Они отмечены ниже.',
};

export const incidentActions: typeof enActions = {
  'incident.opened': 'открыл происшествие',
  'incident.edited': 'изменил происшествие',
  'incident.taken': 'взял происшествие в работу',
  'incident.held': 'перевёл происшествие в ожидание',
  'incident.resumed': 'возобновил происшествие',
  'incident.closed': 'закрыл происшествие',
  'incident.reopened': 'снова открыл происшествие',
  'incident.role-given': 'назначил роль в происшествии',
  'incident.task-set': 'отметил шаг происшествия',
  'incident.noted': 'сделал запись в журнале происшествия',
  'incident.alarm-attached': 'добавил тревогу в происшествие',
  'incident.alarm-detached': 'убрал тревогу из происшествия',
  'incident.cameras-chosen': 'выбрал камеры происшествия',
};
