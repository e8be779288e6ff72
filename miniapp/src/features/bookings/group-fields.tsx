import { groupLimits, type GroupWish } from '@linli/shared/bookings/rooms.rules'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'

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
