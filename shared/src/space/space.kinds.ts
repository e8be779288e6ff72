/** The space tree from the top down (product §3.1). `plot` is a common part: green, parking, car-shed, roof. */
export const nodeKinds = [
  'district',
  'street',
  'community',
  'estate',
  'grid',
  'building',
  'unit',
  'room',
  'plot',
] as const
export type NodeKind = (typeof nodeKinds)[number]

export const nodeKindLabel: Record<NodeKind, string> = {
  district: '区',
  street: '街道',
  community: '社区',
  estate: '小区',
  grid: '网格',
  building: '楼栋',
  unit: '单元',
  room: '房屋',
  plot: '公共部位',
}

/** What a room is used as. Whether parking counts in a vote is the rule pack's question (domain-facts §1.2). */
export const propertyKinds = ['residential', 'shop', 'garage', 'parking', 'storage', 'other'] as const
export type PropertyKind = (typeof propertyKinds)[number]
export const propertyKindLabel: Record<PropertyKind, string> = {
  residential: '住宅',
  shop: '商铺',
  garage: '车库',
  parking: '车位',
  storage: '储藏间',
  other: '其他',
}

/** Where a room's area was read, the stronger source first (法释〔2020〕建筑物区分所有权解释 art. 8). */
export const areaSources = ['register', 'survey', 'contract'] as const
export type AreaSource = (typeof areaSources)[number]
export const areaSourceLabel: Record<AreaSource, string> = {
  register: '登记簿',
  survey: '实测',
  contract: '合同',
}

/** Unsold rooms, and sold ones not yet handed over, are the developer's (same, art. 9). */
export const deliveries = ['delivered', 'undelivered', 'unsold'] as const
export type Delivery = (typeof deliveries)[number]
export const deliveryLabel: Record<Delivery, string> = {
  delivered: '已交付',
  undelivered: '已售未交付',
  unsold: '未售',
}

export const plotKinds = ['green', 'parking', 'car-shed', 'roof', 'road', 'other'] as const
export type PlotKind = (typeof plotKinds)[number]
export const plotKindLabel: Record<PlotKind, string> = {
  green: '绿地',
  parking: '停车场',
  'car-shed': '车棚',
  roof: '屋面',
  road: '道路',
  other: '其他',
}

export const plotOwners = ['all-owners', 'developer', 'municipal', 'other'] as const
export type PlotOwner = (typeof plotOwners)[number]
export const plotOwnerLabel: Record<PlotOwner, string> = {
  'all-owners': '全体业主',
  developer: '建设单位',
  municipal: '市政',
  other: '其他',
}
