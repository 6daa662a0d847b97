import { Button, Checkbox, CloseButton, Group, Menu, NumberInput, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Dispatch } from 'react';
import { type Category, categories } from '../../core/detection.ts';
import { densityRangePerM2 } from '../../core/measure/beyond-range.ts';
import type { RuleUnfit } from '../../core/situation/index.ts';
import { defaultRules, type Rule, type Zone } from '../../core/zone.ts';
import { useFormats, useWords, type Words } from '../words/index.ts';
import { useDecimals } from './decimal-separator.ts';
import style from './editor.module.css';
import type { EditorAction } from './editor-state.ts';
import { fieldValue, type RuleField, ruleFields, withField } from './rule-fields.ts';
import { RuleTrialPart } from './rule-trial.tsx';
import type { Unfit } from './unfit.ts';
import { rulesOfShape } from './zone-shape.ts';

/** The rules of a zone in plain words, each number with its unit; defaults come from the field. */
export function RuleEditor({
  zone,
  dispatch,
  isCalibrated,
  unfit,
}: {
  readonly zone: Zone;
  readonly dispatch: Dispatch<EditorAction>;
  readonly isCalibrated: boolean;
  readonly unfit: readonly Unfit[];
}) {
  const words = useWords();
  const free = rulesOfShape[zone.shape].filter((kind) => !zone.rules.some((rule) => rule.kind === kind));
  return (
    <div className={style.rules}>
      <h3>{words.editor.rules}</h3>
      {zone.rules.length === 0 && <p className={style.hint}>{words.editor.rulesNone}</p>}
      {zone.rules.map((rule) => (
        <OneRule
          key={rule.kind}
          zoneId={zone.id}
          rule={rule}
          dispatch={dispatch}
          isCalibrated={isCalibrated}
          unfit={unfit.find(({ zoneId, kind }) => zoneId === zone.id && kind === rule.kind)?.reason ?? null}
        />
      ))}
      {free.length > 0 && (
        <Menu position="bottom-start" width={240}>
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden />}>
              {words.editor.addRule}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={style.menu ?? ''}>
            {free.map((kind) => (
              <Menu.Item key={kind} onClick={() => dispatch({ type: 'add-rule', rule: defaultRules[kind] })}>
                {words.editor.rule[kind].name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function OneRule({
  zoneId,
  rule,
  dispatch,
  isCalibrated,
  unfit,
}: {
  readonly zoneId: string;
  readonly rule: Rule;
  readonly dispatch: Dispatch<EditorAction>;
  readonly isCalibrated: boolean;
  /** Why it can never fire; null: it can. */
  readonly unfit: RuleUnfit | null;
}) {
  const words = useWords();
  const formats = useFormats();
  const text = words.editor.rule[rule.kind];
  const set = (next: Rule) => dispatch({ type: 'set-rule', rule: next });
  return (
    <fieldset className={style.rule}>
      <legend>{text.name}</legend>
      <CloseButton
        className={style.ruleClose ?? ''}
        size="sm"
        aria-label={`${words.editor.removeRule}: ${text.name}`}
        onClick={() => dispatch({ type: 'remove-rule', kind: rule.kind })}
      />
      <p className={style.hint}>{text.sentence}</p>
      {'categories' in rule && (
        <Checkbox.Group
          label={words.editor.of}
          value={[...rule.categories]}
          onChange={(chosen) => {
            // A rule of nothing would never speak: the last one stays.
            if (chosen.length > 0) set({ ...rule, categories: chosen as Category[] });
          }}
        >
          <Group gap="md" mt={4}>
            {categories.map((category) => (
              <Checkbox key={category} size="xs" value={category} label={words.editor.things[category]} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      {rule.kind === 'line-crossing' && (
        <SegmentedControl
          aria-label={words.editor.direction}
          size="xs"
          fullWidth
          value={rule.direction}
          onChange={(direction) => set({ ...rule, direction: direction as 'in' | 'out' | 'both' })}
          data={(['both', 'in', 'out'] as const).map((value) => ({
            value,
            label: words.editor.directions[value],
          }))}
        />
      )}
      {ruleFields[rule.kind].map((field) => (
        <Field key={field.key} rule={rule} field={field} onChange={set} />
      ))}
      {!isCalibrated && needsMetres(rule) && <p className={style.hint}>{words.editor.needsCalibration}</p>}
      {rule.kind === 'crowding' && isCalibrated && rule.limitPerM2 > densityRangePerM2 && (
        <p className={style.hint}>{words.editor.beyondRange(formats.number(densityRangePerM2))}</p>
      )}
      <RuleTrialPart zoneId={zoneId} rule={rule} />
      {unfit !== null && (
        <p className={style.unfit} role="status">
          {words.editor.unfitHere(words.editor.unfit[unfit])}
        </p>
      )}
    </fieldset>
  );
}

function Field({
  rule,
  field,
  onChange,
}: {
  readonly rule: Rule;
  readonly field: RuleField;
  readonly onChange: (rule: Rule) => void;
}) {
  const words = useWords();
  const formats = useFormats();
  const decimals = useDecimals();
  const standard = fieldValue(defaultRules[rule.kind], field);
  return (
    <div className={style.field}>
      <NumberInput
        size="xs"
        label={words.editor.fields[field.key] ?? field.key}
        value={fieldValue(rule, field) ?? ''}
        min={field.min}
        max={field.max}
        step={field.step}
        decimalScale={field.digits}
        {...decimals}
        allowNegative={false}
        suffix={` ${unitOf(field, words, formats.unit)}`}
        placeholder={standard === null ? '' : String(standard)}
        onChange={(value) => {
          if (typeof value === 'number') onChange(withField(rule, field, value));
          else if (value === '') onChange(withField(rule, field, null));
        }}
      />
    </div>
  );
}

function unitOf(field: RuleField, words: Words, unit: (u: 's' | 'm/s' | '1/m2' | '1/s2') => string): string {
  if (field.unit === 'm') return words.editor.metre;
  if (field.unit === '1') {
    if (field.digits > 0) return '';
    const isOfPeople = field.key === 'limitCount' || field.key === 'minPeople';
    return isOfPeople ? words.editor.unitPeople : words.editor.unitVehicles;
  }
  return unit(field.unit);
}

function needsMetres(rule: Rule): boolean {
  return rule.kind === 'wrong-way' || rule.kind === 'stopped-vehicle';
}
