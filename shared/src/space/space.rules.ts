import type { NodeKind } from './space.kinds'

/** Kinds that staff of a community add and end; streets and communities are made by the district. */
export const staffKinds = ['estate', 'grid', 'building', 'unit', 'room', 'plot'] as const
export type StaffKind = (typeof staffKinds)[number]

/** What may stand directly in what. A building without units holds its rooms itself. */
const parentsOf: Record<NodeKind, readonly NodeKind[]> = {
  district: [],
  street: ['district'],
  community: ['street'],
  estate: ['community'],
  grid: ['community'],
  building: ['estate'],
  unit: ['building'],
  room: ['building', 'unit'],
  plot: ['community', 'estate', 'building'],
}

export const mayStandIn = (kind: NodeKind, parent: NodeKind): boolean => parentsOf[kind].includes(parent)

/** What staff can add inside a node of this kind, in the order a form offers it. */
export const kindsIn = (parent: NodeKind): readonly StaffKind[] =>
  staffKinds.filter((kind) => mayStandIn(kind, parent))

/** Kinds that lie in a grid themselves; units and rooms follow their building. */
export const griddedKinds = ['building', 'plot'] as const satisfies readonly NodeKind[]
export const isGridded = (kind: NodeKind): boolean => griddedKinds.some((known) => known === kind)

/** Attributes beside the name, and the kinds that carry them. A value for another kind is refused. */
export const factKinds = {
  order: ['estate', 'grid', 'building', 'unit', 'room', 'plot'],
  area: ['grid', 'plot'],
  contact: ['community'],
  developer: ['estate'],
  gridId: griddedKinds,
  propertyKind: ['room'],
  areaHundredths: ['room', 'plot'],
  areaSource: ['room'],
  delivery: ['room'],
  plotKind: ['plot'],
  plotOwner: ['plot'],
} as const satisfies Record<string, readonly NodeKind[]>
export type NodeFact = keyof typeof factKinds

export const carries = (kind: NodeKind, fact: NodeFact): boolean =>
  factKinds[fact].some((known) => known === kind)

/** `61240.80`, from 0.01 m²: as {@link areaOf} reads it. */
export const areaTyped = (hundredths: number): string => (hundredths / 100).toFixed(2)

/** `61,240.80 ㎡`, from 0.01 m²: as people read it. */
export const areaText = (hundredths: number): string =>
  `${areaTyped(hundredths).replace(/\B(?=(\d{3})+\.)/g, ',')} ㎡`

/** 0.01 m² from what a person types (`76.5`), or null when it is no area. */
export function areaOf(typed: string): number | null {
  const text = typed.normalize('NFKC').trim()
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(text)) return null
  const [whole = '0', part = ''] = text.split('.')
  const hundredths = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return hundredths > 0 ? hundredths : null
}
