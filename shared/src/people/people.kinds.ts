/** Why a relation to a room ended. `relation_changed` and `merged` are written by the server alone. */
export const endReasons = [
  'moved_out',
  'sold',
  'lease_ended',
  'died',
  'care_ended',
  'entered_wrongly',
  'relation_changed',
  'merged',
] as const
export type EndReason = (typeof endReasons)[number]

export const endReasonLabel: Record<EndReason, string> = {
  moved_out: '搬走了',
  sold: '房屋已转让',
  lease_ended: '租约到期',
  died: '去世',
  care_ended: '不再照护',
  entered_wrongly: '登记有误',
  relation_changed: '改了关系',
  merged: '合并重复档案',
}

/** Those a person may choose. */
export const chosenEndReasons = [
  'moved_out',
  'sold',
  'lease_ended',
  'died',
  'care_ended',
  'entered_wrongly',
] as const satisfies readonly EndReason[]

/** How it is known that somebody lives or owns here: whoever enters a person says it. */
export const entryBases = ['register', 'contract', 'self_reported', 'door_visit', 'landlord'] as const
export type EntryBasis = (typeof entryBases)[number]

export const entryBasisLabel: Record<EntryBasis, string> = {
  register: '不动产登记',
  contract: '购房或租房合同',
  self_reported: '本人到窗口登记',
  door_visit: '上门走访得知',
  landlord: '房东告知',
}

/** What somebody looks at sensitive data for; recorded with every look. */
export const lookPurposes = ['visit', 'service', 'emergency', 'verify', 'correct', 'policy'] as const
export type LookPurpose = (typeof lookPurposes)[number]

export const lookPurposeLabel: Record<LookPurpose, string> = {
  visit: '上门走访',
  service: '办理本人的事',
  emergency: '紧急救助',
  verify: '核对身份',
  correct: '更正档案',
  policy: '落实救助政策',
}

/** Fields that stand masked on a card. */
export const maskedFields = ['name', 'phone', 'id_number', 'birth_date'] as const
export type MaskedField = (typeof maskedFields)[number]

export const maskedFieldLabel: Record<MaskedField, string> = {
  name: '姓名',
  phone: '手机号',
  id_number: '证件号码',
  birth_date: '出生日期',
}

/** What makes somebody a child's guardian (民法典 art. 27). */
export const guardianBases = ['parent', 'grandparent', 'sibling', 'appointed'] as const
export type GuardianBasis = (typeof guardianBases)[number]

export const guardianBasisLabel: Record<GuardianBasis, string> = {
  parent: '父母',
  grandparent: '祖父母、外祖父母',
  sibling: '兄、姐',
  appointed: '指定的监护人',
}

/** What a delegate may do for somebody; voting is never among them (product §1). */
export const delegateScopes = ['bookings', 'opinions', 'notices'] as const
export type DelegateScope = (typeof delegateScopes)[number]

export const delegateScopeLabel: Record<DelegateScope, string> = {
  bookings: '预约办事',
  opinions: '提意见、看进展',
  notices: '看通知、点已知晓',
}

/** How the consent to a delegate was given. */
export const consentWays = ['paper', 'in_person', 'app'] as const
export type ConsentWay = (typeof consentWays)[number]

export const consentWayLabel: Record<ConsentWay, string> = {
  paper: '书面签字',
  in_person: '当面口头同意',
  app: '本人在手机上同意',
}

/** Fields whose value a merge may take from either record. */
export const mergeFields = ['name', 'phone', 'birth_date', 'identity'] as const
export type MergeField = (typeof mergeFields)[number]
