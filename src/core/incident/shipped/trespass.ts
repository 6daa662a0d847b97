import { confirm, must, type Steps, step, tellDutyManager } from './step.ts';

export const trespassSteps: {
  readonly [K in 'intrusion' | 'person-on-track' | 'loitering' | 'line-crossing']: Steps;
} = {
  intrusion: [
    confirm(
      60,
      'Confirm on the picture: where, how many, which way.',
      'Подтвердите по картинке: где, сколько человек, куда идут.',
    ),
    step(
      'stop-danger',
      'Stop or warn what endangers them: trains, vehicles, machines.',
      'Остановите или предупредите то, что им угрожает: поезда, транспорт, механизмы.',
      { dueS: 60 },
    ),
    step('speak', 'Speak to them over the loudspeaker.', 'Обратитесь к ним по громкой связи.'),
    step('send', 'Send the nearest unit.', 'Отправьте ближайший наряд.', { dueS: 180 }),
    step('left', 'See that the area is empty.', 'Убедитесь, что зона пуста.', must),
    step('fence', 'Have fence, door or gate seen to.', 'Пусть проверят ограждение, дверь или ворота.'),
  ],
  'person-on-track': [
    tellDutyManager,
    step('stop-trains', 'Stop the trains at once.', 'Немедленно остановите поезда.', {
      isRequired: true,
      dueS: 30,
    }),
    confirm(
      60,
      'Confirm on the picture: which track, how many, standing or lying.',
      'Подтвердите по картинке: какой путь, сколько человек, стоят или лежат.',
    ),
    step(
      'current',
      'Ask for the traction current to be switched off before anybody goes down.',
      'Запросите снятие напряжения, прежде чем кто-либо спустится.',
      { dueS: 120 },
    ),
    step(
      'send',
      'Send the nearest unit, and ambulance if they lie.',
      'Отправьте ближайший наряд и скорую, если человек лежит.',
      { dueS: 120 },
    ),
    step('speak', 'Tell them by loudspeaker where to stand.', 'Скажите по громкой связи, где встать.'),
    step(
      'clear',
      'The track is reported clear by name by the one who stands there.',
      'Находящийся на месте поимённо доложил, что путь свободен.',
      must,
    ),
    step('run-again', 'Let the trains run again.', 'Возобновите движение поездов.', must),
  ],
  loitering: [
    confirm(
      600,
      'Look at the picture: does somebody need help, or wait, or mean to enter?',
      'Посмотрите на картинку: человеку нужна помощь, он ждёт или хочет войти?',
    ),
    step(
      'speak',
      'Speak to them over the loudspeaker, or send staff.',
      'Обратитесь по громкой связи или отправьте сотрудника.',
      { dueS: 900 },
    ),
  ],
  'line-crossing': [
    confirm(
      600,
      'Look at the picture: what passed, and does it matter here?',
      'Посмотрите на картинку: что пересекло линию и важно ли это здесь?',
    ),
    step('act', 'Act as the place requires.', 'Действуйте по правилам этого места.'),
  ],
};

export const objectSteps: { readonly [K in 'left-object' | 'removed-object']: Steps } = {
  'left-object': [
    confirm(
      180,
      'Look back for when it was set down: what is it, and did its owner only step aside?',
      'Посмотрите назад, когда его поставили: что это и не отошёл ли владелец на минуту?',
    ),
    step(
      'keep-away',
      'Keep people away from it; do not use radios beside it.',
      'Не подпускайте людей; рядом не пользуйтесь рациями.',
      { dueS: 300 },
    ),
    step(
      'announce',
      'Ask for the owner over the loudspeakers.',
      'Попросите владельца подойти по громкой связи.',
      { dueS: 300 },
    ),
    step('send', 'Send staff who know what to look for.', 'Отправьте обученных сотрудников.', { dueS: 300 }),
    step(
      'decide',
      'Decide: lost property, or call the police and clear the place.',
      'Решите: забытая вещь или вызов полиции и освобождение места.',
      { isRequired: true, dueS: 600 },
    ),
  ],
  'removed-object': [
    confirm(900, 'Look back for what is missing and when it went.', 'Посмотрите назад, что пропало и когда.'),
    step(
      'danger',
      'If it warned or protected somebody, secure the place.',
      'Если оно кого-то предупреждало или защищало, обезопасьте место.',
      { dueS: 900 },
    ),
    step('replace', 'Have it replaced.', 'Пусть это вернут или заменят.', must),
  ],
};
