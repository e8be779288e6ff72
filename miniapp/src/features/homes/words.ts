import type { HomeRequestStatus } from '@linli/shared/homes/homes.machine'
import type { InvitationView } from '@linli/shared/homes/homes.schema'
import type { Tone } from '@/ui/status-pill'

export const requestTone: Record<HomeRequestStatus, Tone> = {
  submitted: 'run',
  needs_more: 'you',
  approved: 'done',
  refused: 'late',
  withdrawn: 'off',
  lapsed: 'off',
}

export const invitationWords: Record<
  InvitationView['status'],
  { readonly tone: Tone; readonly text: string }
> = {
  open: { tone: 'run', text: '还没有用' },
  used: { tone: 'done', text: '已经用了' },
  withdrawn: { tone: 'off', text: '已收回' },
  expired: { tone: 'off', text: '已过期' },
}

/** What an invited person becomes, as an option. */
export const invitedChoices = [
  { value: 'family', title: '家人', detail: '一起住的亲属' },
  { value: 'tenant', title: '租户', detail: '租住这套房屋的人' },
  { value: 'carer', title: '照护人', detail: '来照顾老人、病人或孩子的人' },
] as const

export const bindUrl = '/packages/space/bind'
export const myRoomsUrl = '/packages/space/my-rooms'
