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
