import { dayOf, instantOf, type IsoDay } from '@linli/shared/time'
import type { NodeVersionRow } from './node-version.model'
import type { NodeOwn, NodeRow } from './node.model'
import type { NodeSet } from './node-writes.repository'

/** The own attributes of a row, and nothing else of it. */
export function ownOf(row: NodeOwn): NodeOwn {
  const { parentId, kind, name, gridId, order, code, area, contact, boundary, developer } = row
  const { propertyKind, areaHundredths, areaSource, delivery, plotKind, plotOwner } = row
  return {
    ...{ parentId, kind, name, gridId, order, code, area, contact, boundary, developer },
    ...{ propertyKind, areaHundredths, areaSource, delivery, plotKind, plotOwner },
  }
}

/** Whether a change from this day comes after what is in force; days before it are history and stay as they are. */
export const mayChangeFrom = (row: Pick<NodeRow, 'validFrom'>, day: IsoDay): boolean =>
  day >= dayOf(row.validFrom)

/**
 * A change from a day on: what is written to the row, and the version it leaves behind. A version that would have
 * held for no whole day leaves none: two changes on one day are one.
 */
export function changeOf(
  row: NodeRow,
  set: NodeSet,
  day: IsoDay,
  versionId: string,
): { set: NodeSet; over: NodeVersionRow | null } {
  const from = instantOf(day)
  if (dayOf(row.validFrom) === day) return { set, over: null }
  const over = {
    ...ownOf(row),
    ...{ _id: versionId, nodeId: row._id, communityId: row.communityId, from: row.validFrom, to: from },
  }
  return { set: { ...set, validFrom: from }, over }
}
