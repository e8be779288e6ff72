export const webhookStates = ['active', 'suspended', 'ended'] as const
export type WebhookState = (typeof webhookStates)[number]

export const deliveryStates = ['waiting', 'sent', 'dead'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const deliveryStateLabel: Record<DeliveryState, string> = {
  waiting: '等着推送',
  sent: '对方已收到',
  dead: '没有送到',
}

/** Why something was not delivered. */
export const deliveryFaults = [
  'address',
  'host_not_listed',
  'private_address',
  'redirected',
  'timed_out',
  'failed',
  'refused',
  'secret_lost',
  'suspended',
  'ended',
] as const
export type DeliveryFault = (typeof deliveryFaults)[number]

export const deliveryFaultLabel: Record<DeliveryFault, string> = {
  address: '地址不对',
  host_not_listed: '这个网站不在允许的名单里',
  private_address: '地址不在公网上，没有连接',
  redirected: '对方让转到别的地址，没有跟过去',
  timed_out: '对方 5 秒内没有回应',
  failed: '没有连上对方',
  refused: '对方没有接收',
  secret_lost: '签名密钥打不开，没有推送',
  suspended: '一直送不到，推送已经暂停',
  ended: '推送已经停用',
}
