import { grantEndLabel } from '@linli/shared/grants/grants.rules'
import type { GrantView, InvitationView } from '@linli/shared/grants/grants.schema'
import { roleLabel } from '@linli/shared/roles'
import { dayOf, dayText } from '@linli/shared/time'

const shortDay = (time: string, now: Date): string => dayText(dayOf(new Date(time)), dayOf(now))

/** `青禾社区第 2 网格` */
export const placeText = ({ place, within }: Pick<GrantView, 'place' | 'within'>): string =>
  within === null ? place : `${within}${place}`

/** `网格员`, `协同单位（锦程物业）` */
export const roleText = ({ role, organisation }: Pick<GrantView, 'role' | 'organisation'>): string =>
  organisation === null ? roleLabel[role] : `${roleLabel[role]}（${organisation}）`

/** `第 2 网格的网格员`: what somebody is, and where. */
export const postText = (grant: Pick<GrantView, 'place' | 'within' | 'role' | 'organisation'>): string =>
  `${placeText(grant)}的${roleText(grant)}`

/** `长期`, `到 12月31日`, `11月20日离岗` */
export function termText(grant: Pick<GrantView, 'lastDay' | 'endedAt' | 'endReason'>, now: Date): string {
  const { lastDay, endedAt, endReason } = grant
  if (endedAt !== null) return `${shortDay(endedAt, now)}${grantEndLabel[endReason ?? 'other']}`
  return lastDay === null ? '长期' : `到 ${dayText(lastDay, dayOf(now))}`
}

/** `3月1日起，赵国强授` */
export const sinceText = ({ from, grantedBy }: Pick<GrantView, 'from' | 'grantedBy'>, now: Date): string =>
  `${shortDay(from, now)}起${grantedBy === null ? '' : `，${grantedBy}授`}`

/** The row as one sentence. */
export const grantName = (grant: GrantView, now: Date): string =>
  `${grant.name}，${postText(grant)}，${termText(grant, now)}`

export const invitationText = ({ invitedBy, invitedAt, expiresAt }: InvitationView, now: Date): string =>
  [
    `${shortDay(invitedAt, now)}${invitedBy === null ? '' : `${invitedBy}`}邀请`,
    `${shortDay(expiresAt, now)}前登录有效`,
  ].join('，')
