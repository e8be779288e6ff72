import { lookPurposes, maskedFields } from '@linli/shared/people/people.kinds'
import type { LookView } from '@linli/shared/privacy/privacy.schema'
import type { AuditRow } from '../../platform/audit/audit-row.model'

/** Acts that read what is masked or sensitive of a person, or the photo of a document. A new one is added here. */
export const lookActions = [
  'person.unmask',
  'tag.look',
  'correction.open',
  'home_request.look_proof',
] as const

const among = <T extends string>(values: readonly T[], value: unknown): T | null =>
  values.find((one) => one === value) ?? null

/** What was looked at, as the trail tells it. */
export function lookOf({ action, detail }: AuditRow): Pick<LookView, 'what' | 'purpose'> {
  const purpose = among(lookPurposes, detail['purpose'])
  if (action === 'tag.look') return { what: 'sensitive_marks', purpose }
  if (action === 'home_request.look_proof') return { what: 'proof', purpose }
  if (action === 'correction.open') return { what: 'correction', purpose: 'correct' }
  return { what: among(maskedFields, detail['field']) ?? 'sensitive_marks', purpose }
}
