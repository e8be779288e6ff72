import { TextField } from '@/ui/text-field'

interface CopyFieldProps {
  readonly id: string
  /** The number of the case, where copies of several stand below each other. */
  readonly of?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | undefined
}

/** What an organisation reads of a case: staff take out names, doors and numbers before it goes. */
export function CopyField({ id, of, value, onChange, error }: CopyFieldProps) {
  return (
    <TextField
      id={id}
      label={of === undefined ? '给单位看的内容' : `${of} 给单位看的内容`}
      help="单位只看到这一段和楼栋。请去掉姓名、门牌和电话"
      lines={of === undefined ? 4 : 2}
      maxLength={500}
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}
