import type { HomeRequestStatus } from '@linli/shared/homes/homes.machine'
import type { MyRequestView } from '@linli/shared/homes/home-requests.schema'
import type { InvitationView } from '@linli/shared/homes/homes.schema'
import { momentText } from '@linli/shared/time'
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

const isWaiting = ({ status }: Pick<MyRequestView, 'status'>): boolean =>
  status === 'submitted' || status === 'needs_more'

/** The request about oneself that is not decided yet, if there is one: who has asked is told what waits. */
export const waitingRequest = (requests: readonly MyRequestView[]): MyRequestView | undefined =>
  requests.find((item) => item.subject === 'self' && isWaiting(item))

/** The last request about oneself where the office did not bind the home: whoever waited for it is told, and why. */
export function failedRequest(requests: readonly MyRequestView[]): MyRequestView | undefined {
  const last = requests.find((item) => item.subject === 'self')
  return last?.status === 'refused' || last?.status === 'lapsed' ? last : undefined
}

/** Since when something waits for the office, and what comes next. */
export const requestLine = (item: MyRequestView, now: Date): string =>
  item.status === 'submitted'
    ? `${momentText(new Date(item.submittedAt), now)} 提交，${item.sentence}`
    : item.sentence

export const bindUrl = '/packages/space/bind'
export const myRoomsUrl = '/packages/space/my-rooms'
