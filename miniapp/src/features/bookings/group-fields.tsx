import { groupLimits, MOST_IN_A_ROW, type GroupWish } from '@linli/shared/bookings/rooms.rules'
import { clockTime } from '@linli/shared/time'
import { PickerField } from '@/ui/picker-field'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import type { RoomTime } from './availability'

/** A wish for a room as it is typed. */
export interface GroupForm {
  readonly purpose: string
  readonly heads: string
  readonly organisation: string
}

export const noGroup: GroupForm = { purpose: '', heads: '', organisation: '' }

export const groupOf = (form: GroupForm): GroupWish => ({
  purpose: form.purpose.trim(),
  heads: /^\d+$/.test(form.heads) ? Number(form.heads) : 0,
  organisation: form.organisation.trim(),
})

interface UntilProps {
  /** The kept time and the free ones right behind it. */
  readonly row: readonly RoomTime[]
  /** How many of them are wished for. */
  readonly count: number
  readonly onChange: (count: number) => void
}

/** 用到几点: so many times in a row as are free; why not longer stands below. */
export function RoomUntil({ row, count, onChange }: UntilProps) {
  const [first] = row
  if (first === undefined) return null
  return (
    <Surface padded label="用到几点">
      <PickerField
        id="room-until"
        label="用到几点"
        kind="list"
        value={String(Math.min(count, row.length))}
        options={row.map(({ endsAt }, index) => ({
          value: String(index + 1),
          label: `到 ${clockTime(endsAt)}${index === 0 ? '' : `，连着 ${index + 1} 段`}`,
        }))}
        help={
          row.length >= MOST_IN_A_ROW
            ? `一次最多连着借 ${MOST_IN_A_ROW} 段`
            : '再往后的时间已有人借，或者不开放'
        }
        onChange={(value) => onChange(Number(value))}
      />
    </Surface>
  )
}

interface GroupFieldsProps {
  readonly form: GroupForm
  readonly most: number | null
  readonly faults: Readonly<Partial<Record<'purpose' | 'heads', string>>>
  readonly onChange: (part: Partial<GroupForm>) => void
}

/** Who comes to the room, and what for. */
export function GroupFields({ form, most, faults, onChange }: GroupFieldsProps) {
  return (
    <Surface padded label="借活动室">
      <TextField
        id="group-purpose"
        label="用来做什么"
        lines={2}
        maxLength={groupLimits.purpose}
        placeholder="例如：合唱队排练"
        value={form.purpose}
        onChange={(purpose) => onChange({ purpose })}
        error={faults.purpose}
      />
      <TextField
        id="group-heads"
        label="大约几个人"
        kind="digits"
        maxLength={4}
        help={most === null ? undefined : `这间最多坐 ${most} 人`}
        value={form.heads}
        onChange={(heads) => onChange({ heads })}
        error={faults.heads}
      />
      <TextField
        id="group-organisation"
        label="单位或队伍"
        optional
        maxLength={groupLimits.organisation}
        value={form.organisation}
        onChange={(organisation) => onChange({ organisation })}
      />
    </Surface>
  )
}
