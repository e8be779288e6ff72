import { maskedFieldLabel } from '@linli/shared/people/people.kinds'
import type { LookView } from '@linli/shared/privacy/privacy.schema'

/** What was looked at, in the middle of a sentence. */
export const lookWords: Record<LookView['what'], string> = {
  ...maskedFieldLabel,
  phone: '完整手机号',
  id_number: '完整证件号码',
  name: '完整姓名',
  sensitive_marks: '敏感标签',
  correction: '您的更正申请',
  proof: '您传的证件照片',
}
