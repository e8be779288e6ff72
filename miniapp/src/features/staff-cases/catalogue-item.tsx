import type { CaseCatalogueGroup } from '@linli/shared/opinions/desk.schema'
import {
  limitStarts,
  limitUnits,
  type LimitStart,
  type LimitUnit,
} from '@linli/shared/opinions/opinions.catalogue'
import { useState } from 'react'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { ActSheet } from './act-sheet'
import { itemFaults, wholeOf, wholeOrNone } from './catalogue-draft'

type Item = CaseCatalogueGroup['items'][number]

interface CatalogueItemProps {
  readonly communityId: string
  readonly item: Item
  readonly organisations: readonly string[]
  /** Absent for one that is not there yet, and where it is the last of its first level. */
  readonly onRemove?: (() => void) | undefined
  readonly onKeep: (item: Item) => void
  readonly onClose: () => void
}

const OFFICE = ''

const unitOptions: readonly { readonly value: LimitUnit; readonly label: string }[] = [
  { value: 'workdays', label: '工作日，周末和节假日不算' },
  { value: 'workhours', label: '工作小时，只算上班时间' },
  { value: 'days', label: '天，周末和节假日也算' },
]

const startOptions: readonly { readonly value: LimitStart; readonly label: string }[] = [
  { value: 'next_day', label: '受理的次日' },
  { value: 'same_day', label: '受理的当天' },
]

/** What is left empty is as the community has it. */
const ownFigures = [
  { name: 'warnDays', label: '到期前几天提醒办理人' },
  { name: 'mostExtensionDays', label: '一次最多延期几天（0 是不能延期）' },
  { name: 'mostReopens', label: '最多再办几次（0 是不能再办）' },
] as const

const unitOf = (chosen: string): LimitUnit => limitUnits.find((one) => one === chosen) ?? 'workdays'
const startOf = (chosen: string): LimitStart => limitStarts.find((one) => one === chosen) ?? 'next_day'

/** A second level as it stands in the fields. */
const typedOf = (item: Item) => ({
  label: item.label,
  days: String(item.days),
  unit: item.unit as string,
  urgent: item.urgent,
  lead: item.lead ?? OFFICE,
  start: item.start as string,
  pauses: item.pauses,
  warnDays: item.warnDays?.toString() ?? '',
  mostExtensionDays: item.mostExtensionDays?.toString() ?? '',
  mostReopens: item.mostReopens?.toString() ?? '',
})

/** One second level: its name, how long it may take, and who normally leads it. */
export function CatalogueItem({
  communityId,
  item,
  organisations,
  onRemove,
  onKeep,
  onClose,
}: CatalogueItemProps) {
  // Closed without a word, the sheet keeps what was typed; "放弃" is said in so many words.
  const draft = useDraft(`catalogue-item:${communityId}:${item.code}`, typedOf(item))
  const { label, days, unit, urgent, lead, start, pauses, ...figures } = draft.value
  const [tried, setTried] = useState(false)
  const next = {
    ...item,
    label: label.trim(),
    days: wholeOf(days),
    unit: unitOf(unit),
    urgent,
    lead: lead === OFFICE ? null : lead,
    ...{ start: startOf(start), pauses },
    warnDays: wholeOrNone(figures.warnDays),
    mostExtensionDays: wholeOrNone(figures.mostExtensionDays),
    mostReopens: wholeOrNone(figures.mostReopens),
  }
  const faults = itemFaults(next)
  const known = [...new Set([...organisations, ...(item.lead === null ? [] : [item.lead])])]
  return (
    <ActSheet
      title={item.label === '' ? '添一个小类' : item.label}
      send="改好了"
      busy={false}
      onSend={() => {
        setTried(true)
        if (Object.keys(faults).length > 0) return
        draft.clear()
        onKeep(next)
      }}
      onClose={onClose}
    >
      {draft.saved && (
        <Banner kind="wait" act="放弃" onAct={draft.clear}>
          您在这里改的还没有点“改好了”
        </Banner>
      )}
      <TextField
        id="item-label"
        label="名字"
        maxLength={20}
        value={label}
        onChange={(typed) => draft.change({ label: typed })}
        error={tried ? faults.label : undefined}
      />
      <TextField
        id="item-days"
        label="多久内答复"
        kind="digits"
        maxLength={3}
        value={days}
        onChange={(typed) => draft.change({ days: typed })}
        error={tried ? faults.days : undefined}
      />
      <PickerField
        id="item-unit"
        kind="list"
        label="按什么算"
        options={unitOptions}
        value={unit}
        onChange={(chosen) => draft.change({ unit: unitOf(chosen) })}
      />
      {unit !== 'workhours' && (
        <PickerField
          id="item-start"
          kind="list"
          label="从哪天算起"
          options={startOptions}
          value={start}
          onChange={(chosen) => draft.change({ start: startOf(chosen) })}
        />
      )}
      <SwitchRow
        title="等的时候停表"
        detail="等居民补充、等业主表决、等合适的季节，期间不计时"
        on={pauses}
        onChange={(on) => draft.change({ pauses: on })}
      />
      <SwitchRow
        title="紧急"
        detail="不排队，全天都要马上联系居民"
        on={urgent}
        onChange={(on) => draft.change({ urgent: on })}
      />
      <PickerField
        id="item-lead"
        kind="list"
        label="通常由谁办"
        options={[{ value: OFFICE, label: '社区' }, ...known.map((name) => ({ value: name, label: name }))]}
        value={lead}
        onChange={(chosen) => draft.change({ lead: chosen })}
      />
      {ownFigures.map(({ name, label: words }) => (
        <TextField
          key={name}
          id={`item-${name}`}
          label={words}
          placeholder="空着就按全社区的"
          kind="digits"
          maxLength={2}
          value={figures[name]}
          onChange={(typed) => draft.change({ [name]: typed })}
          error={tried ? faults[name] : undefined}
        />
      ))}
      {onRemove !== undefined && (
        <Box className="catalogue-remove">
          <Button
            kind="danger"
            onTap={() => {
              draft.clear()
              onRemove()
            }}
          >
            去掉这个小类
          </Button>
        </Box>
      )}
    </ActSheet>
  )
}
