import { addDays, dayOf } from '@linli/shared/time'
import { CheckLine } from '@/ui/check-line'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'

export interface SelfDraft {
  readonly name: string
  readonly adult: boolean
  readonly birthDate: string
}

export const emptySelf: SelfDraft = { name: '', adult: false, birthDate: '' }

/** What is missing before it can be sent, by field. */
export function selfFaults({ name, adult, birthDate }: SelfDraft): { name?: string; birthDate?: string } {
  return {
    ...(name.trim() === '' && { name: '请填写姓名，和证件上一样' }),
    ...(!adult && birthDate === '' && { birthDate: '没有满 18 岁的，请填出生日期' }),
  }
}

/** What is sent of it: an adult's birthday is not asked for. */
export const selfOf = ({ name, adult, birthDate }: SelfDraft): { name: string; birthDate?: string } => ({
  name: name.trim(),
  ...(!adult && { birthDate }),
})

interface AboutSelfProps {
  readonly draft: SelfDraft
  readonly onChange: (part: Partial<SelfDraft>) => void
  readonly errors: { readonly name?: string | undefined; readonly birthDate?: string | undefined }
}

/** Name, and the birthday of whoever is not of age. */
export function AboutSelf({ draft, onChange, errors }: AboutSelfProps) {
  return (
    <>
      <TextField
        id="name"
        label="您的姓名"
        maxLength={40}
        help="和身份证上一样"
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={errors.name}
      />
      <CheckLine
        id="adult"
        title="我已满 18 岁"
        checked={draft.adult}
        onChange={(adult) => onChange({ adult })}
      />
      {!draft.adult && (
        <PickerField
          id="birthDate"
          label="出生日期"
          kind="date"
          value={draft.birthDate}
          to={addDays(dayOf(new Date()), -1)}
          help="未满 14 岁要先由监护人到社区登记"
          onChange={(birthDate) => onChange({ birthDate })}
          error={errors.birthDate}
        />
      )}
    </>
  )
}
