import type { incidentActions as enActions, incidentProblems as enProblems } from './en-incidents.ts';

export const incidentProblems: typeof enProblems = {
  'own-handover': 'Смену принимает не тот, кто её сдаёт, а следующий.',
  'handover-not-waiting': 'Смену уже принял кто-то другой, или записка написана заново.',
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
  'handover.written': 'записка о смене',
  'handover.taken': 'приём смены',
  'procedure.replaced': 'изменение порядка действий',
  'procedures.imported': 'загрузка порядков действий',
  'incident.opened': 'новое происшествие',
  'incident.edited': 'изменение происшествия',
  'incident.taken': 'происшествие взято в работу',
  'incident.held': 'происшествие ожидает',
  'incident.resumed': 'работа над происшествием продолжена',
  'incident.closed': 'закрытие происшествия',
  'incident.reopened': 'происшествие открыто снова',
  'incident.role-given': 'роль в происшествии',
  'incident.task-set': 'шаг происшествия',
  'incident.noted': 'запись в журнале происшествия',
  'incident.alarm-attached': 'тревога добавлена в происшествие',
  'incident.alarm-detached': 'тревога убрана из происшествия',
  'incident.cameras-chosen': 'выбор камер происшествия',
};
