/** How a person belongs to a room. */
export const relationKinds = ['owner', 'family', 'tenant', 'carer'] as const
export type RelationKind = (typeof relationKinds)[number]

export const relationLabel: Record<RelationKind, string> = {
  owner: '业主',
  family: '家人',
  tenant: '租户',
  carer: '照护人',
}
