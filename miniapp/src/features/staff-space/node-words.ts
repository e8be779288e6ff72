import {
  areaSourceLabel,
  deliveryLabel,
  nodeKindLabel,
  plotKindLabel,
  plotOwnerLabel,
  propertyKindLabel,
} from '@linli/shared/space/space.kinds'
import { areaText } from '@linli/shared/space/space.rules'
import type { NodeCardView } from '@linli/shared/space/tree.schema'

type Facts = NodeCardView['facts']
export interface Fact {
  readonly name: string
  readonly value: string
}

/** Attributes of a node as staff read them; what is not said is left out, but for a room's area. */
export function factsOf(kind: NodeCardView['kind'], facts: Facts, gridName: string | null): Fact[] {
  const { area, contact, developer, propertyKind, areaHundredths, areaSource, delivery } = facts
  const rows: (Fact | false | null)[] = [
    propertyKind !== null && { name: '用途', value: propertyKindLabel[propertyKind] },
    areaHundredths === null
      ? kind === 'room' && { name: '面积', value: '还没有登记' }
      : {
          name: '面积',
          value: `${areaText(areaHundredths)}${areaSource === null ? '' : `（${areaSourceLabel[areaSource]}）`}`,
        },
    delivery !== null && { name: '交付', value: deliveryLabel[delivery] },
    facts.plotKind !== null && { name: '种类', value: plotKindLabel[facts.plotKind] },
    facts.plotOwner !== null && { name: '归谁所有', value: plotOwnerLabel[facts.plotOwner] },
    area !== null && { name: '范围', value: area },
    developer !== null && { name: '建设单位', value: developer },
    (kind === 'building' || kind === 'plot') && { name: '网格', value: gridName ?? '还没有划到网格' },
    gridName !== null && (kind === 'unit' || kind === 'room') && { name: '网格', value: gridName },
    contact !== null && { name: '电话', value: contact.phone },
    contact !== null && { name: '地址', value: contact.address },
    contact !== null && { name: '监督电话', value: contact.supervisionPhone },
  ]
  return rows.filter((row) => row !== false && row !== null)
}

/** What a version said differently from the one after it, in one sentence. */
export function differenceText(kind: NodeCardView['kind'], before: Said, after: Said): string {
  const named = before.facts.name === after.facts.name ? [] : [`名称是“${before.facts.name}”`]
  const moved =
    before.parentLabel === undefined || before.parentLabel === after.parentLabel
      ? []
      : [`属于“${before.parentLabel ?? '别处'}”`]
  const old = new Map(factsOf(kind, before.facts, before.gridName).map((fact) => [fact.name, fact.value]))
  const now = new Map(factsOf(kind, after.facts, after.gridName).map((fact) => [fact.name, fact.value]))
  const others = [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => `${name}是“${old.get(name) ?? '没有登记'}”`)
  const all = [...named, ...moved, ...others]
  return all.length === 0 ? '范围图不同' : all.join('，')
}

export interface Said {
  readonly facts: Facts
  readonly gridName: string | null
  readonly parentLabel?: string | null
}

/** Why a node cannot be ended yet. */
export const blockerText: Record<NodeCardView['blockers'][number], string> = {
  children: '里面还有楼栋、单元或房屋',
  households: '里面还有住户',
  buildings: '还有楼栋或公共部位划在这个网格里',
}

export const kindText = (kind: NodeCardView['kind']): string => nodeKindLabel[kind]
