import {
  actingRuleLabel,
  actingRules,
  limitUnits,
  materialNeedLabel,
  materialNeeds,
  serviceGroups,
  type LimitUnit,
} from '@linli/shared/services/services.catalogue'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import type { GuideFaults, GuideForm } from './guide-form'

const MOST_MATERIALS = 30
const unitWords: Readonly<Record<LimitUnit, string>> = {
  'at-once': '当场办好',
  hours: '小时',
  workdays: '工作日',
  days: '自然日',
}

interface PartProps {
  readonly form: GuideForm
  readonly faults: GuideFaults
  readonly onChange: (part: Partial<GuideForm>) => void
}

/** What it is called, and by whom. */
export function What({ form, faults, onChange }: PartProps) {
  return (
    <Surface padded>
      <TextField
        id="label"
        label="事项的名字"
        maxLength={30}
        value={form.label}
        onChange={(label) => onChange({ label })}
        error={faults.label}
      />
      <PickerField
        id="group"
        label="放在哪一类"
        kind="list"
        value={form.group}
        options={serviceGroups.map(({ code, label }) => ({ value: code, label }))}
        onChange={(value) =>
          onChange({ group: serviceGroups.find(({ code }) => code === value)?.code ?? form.group })
        }
      />
      <TextField
        id="words"
        label="居民平时怎么叫"
        optional
        maxLength={200}
        help="用顿号隔开，居民搜这些叫法也能找到"
        placeholder="例如：老年证、敬老卡"
        value={form.words}
        onChange={(words) => onChange({ words })}
        error={faults.words}
      />
    </Surface>
  )
}

/** What to bring. */
export function Papers({ form, faults, onChange }: PartProps) {
  const { materials } = form
  const change = (at: number, part: Partial<GuideForm['materials'][number]>) =>
    onChange({ materials: materials.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <>
      <SectionTitle title="材料" note="能核对的不要居民带" />
      <Surface padded>
        {materials.map(({ name, need }, index) => (
          <Box key={index} className="guide-paper">
            <TextField
              id={`materials-${index}`}
              label={`第 ${index + 1} 样`}
              maxLength={60}
              value={name}
              onChange={(value) => change(index, { name: value })}
              error={faults[`materials.${index}`]}
            />
            <PickerField
              id={`need-${index}`}
              label="要不要带"
              kind="list"
              value={need}
              options={materialNeeds.map((value) => ({ value, label: materialNeedLabel[value] }))}
              onChange={(value) =>
                change(index, { need: materialNeeds.find((one) => one === value) ?? need })
              }
            />
            <Button
              kind="plain"
              small
              label={`去掉第 ${index + 1} 样`}
              onTap={() => onChange({ materials: materials.filter((_, at) => at !== index) })}
            >
              去掉
            </Button>
          </Box>
        ))}
        {materials.length < MOST_MATERIALS && (
          <Button
            kind="tint"
            onTap={() => onChange({ materials: [...materials, { name: '', need: 'required' }] })}
          >
            加一样材料
          </Button>
        )}
      </Surface>
    </>
  )
}

/** How long it takes, what it costs, and who may come for it. */
export function Terms({ form, faults, onChange }: PartProps) {
  const { limitUnit } = form
  return (
    <>
      <SectionTitle title="时限和费用" />
      <Surface padded>
        <PickerField
          id="limitUnit"
          label="多久办好"
          kind="list"
          value={limitUnit}
          options={[
            { value: '', label: '以当地办事指南为准' },
            ...limitUnits.map((value) => ({ value, label: unitWords[value] })),
          ]}
          onChange={(value) => onChange({ limitUnit: limitUnits.find((one) => one === value) ?? '' })}
        />
        {limitUnit !== '' && limitUnit !== 'at-once' && (
          <TextField
            id="limitAmount"
            label={`几个${unitWords[limitUnit]}`}
            kind="digits"
            maxLength={3}
            value={form.limitAmount}
            onChange={(limitAmount) => onChange({ limitAmount })}
            error={faults.limitAmount}
          />
        )}
        {limitUnit !== '' && (
          <TextField
            id="limitSource"
            label="依据"
            maxLength={60}
            value={form.limitSource}
            onChange={(limitSource) => onChange({ limitSource })}
            error={faults.limitSource}
          />
        )}
        <TextField
          id="fee"
          label="收费"
          maxLength={40}
          value={form.fee}
          onChange={(fee) => onChange({ fee })}
          error={faults.fee}
        />
      </Surface>
      <SectionTitle title="谁能办" />
      <Surface padded>
        <PickerField
          id="acting"
          label="谁来办"
          kind="list"
          value={form.acting}
          options={actingRules.map((value) => ({ value, label: actingRuleLabel[value] }))}
          onChange={(value) => onChange({ acting: actingRules.find((one) => one === value) ?? form.acting })}
        />
        <TextField
          id="condition"
          label="条件"
          optional
          lines={2}
          maxLength={200}
          placeholder="例如：年满 60 周岁"
          value={form.condition}
          onChange={(condition) => onChange({ condition })}
          error={faults.condition}
        />
      </Surface>
    </>
  )
}

/** How often it can be booked before what is booked is done. */
export function Often({ form, faults, onChange }: PartProps) {
  const figures = [
    ['person', '一个人最多同时约几个'],
    ['home', '一户最多同时约几个'],
    ['homeDay', '一户一天最多约几个'],
  ] as const
  return (
    <>
      <SectionTitle title="能约几个" note="空着就不限" />
      <Surface padded>
        {figures.map(([name, label]) => (
          <TextField
            key={name}
            id={name}
            label={label}
            optional
            kind="digits"
            maxLength={2}
            value={form[name]}
            onChange={(value) => onChange({ [name]: value })}
            error={faults[name]}
          />
        ))}
      </Surface>
    </>
  )
}
