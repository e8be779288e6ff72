import type { UploadPurpose } from '@linli/shared/files/files.rules'
import type { ErrorCode } from '@linli/shared/errors'
import { communityRoles } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'

export type UploadDecision =
  { readonly allowed: true } | { readonly allowed: false; readonly code: ErrorCode }

const worksForCommunity = (actor: Actor): boolean =>
  actor.grants.some((grant) => communityRoles.some((role) => role === grant.role))

/** Who may upload what for. What may be done with the file later is the owner's policy. */
export function judgeUpload(actor: Actor, purpose: UploadPurpose): UploadDecision {
  switch (purpose) {
    case 'opinion_photo':
    case 'opinion_voice':
    case 'opinion_video':
    case 'booking_photo':
    case 'home_proof':
      return { allowed: true }
    case 'booking_document':
    case 'task_photo':
    case 'poll_record':
    case 'service_form':
    case 'notice_attachment':
    case 'notice_cover':
    case 'notice_image':
    case 'import_sheet':
      return worksForCommunity(actor) ? { allowed: true } : { allowed: false, code: 'forbidden' }
  }
}
