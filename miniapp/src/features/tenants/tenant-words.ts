import type { TenantCommunityView } from '@linli/shared/tenants/tenants.schema'

/** What the operator has to see to, in one sentence; undefined when there is nothing. */
export function concernOf({ admins, adminsWaiting }: TenantCommunityView): string | undefined {
  if (admins >= 2) return undefined
  if (admins + adminsWaiting >= 2) return `还有 ${adminsWaiting} 位负责人没有登录`
  return `负责人只有 ${admins + adminsWaiting} 位，至少要两位`
}

/** `412 套房屋，5 名工作人员` */
export const sizeText = ({ rooms, staff }: TenantCommunityView): string =>
  `${rooms} 套房屋，${staff} 名工作人员`
