import { naturalOrder } from '@linli/shared/natural-order'
import type { NoticeReachView, ReachHouseholdView } from '@linli/shared/notices/notices-reach.schema'

export interface VisitGroup {
  readonly building: string
  readonly rows: readonly { readonly roomId: string; readonly room: string; readonly about: string }[]
}

/** What somebody at the door has to know of a household: how many, and whom to speak up for. */
const aboutDoor = ({ persons, aged80 }: ReachHouseholdView): string =>
  [`${persons} 人`, aged80 && '有 80 岁以上老人'].filter(Boolean).join('，')

/** The doors to knock at, building by building in the order in which somebody walks past them. */
export function visitGroups(
  households: readonly ReachHouseholdView[],
  buildings: NoticeReachView['buildings'],
): VisitGroup[] {
  const labels = buildings.map(({ label }) => label)
  const buildingOf = ({ label }: ReachHouseholdView) =>
    labels.find((building) => label.startsWith(`${building} `)) ?? ''
  const rowsOf = (building: string) =>
    households
      .filter((household) => buildingOf(household) === building)
      .toSorted((a, b) => naturalOrder(a.label, b.label))
      .map((household) => ({
        roomId: household.roomId,
        room: building === '' ? household.label : household.label.slice(building.length + 1),
        about: aboutDoor(household),
      }))
  return [...new Set([...labels.toSorted(naturalOrder), ''])]
    .map((building) => ({ building: building === '' ? '其他' : building, rows: rowsOf(building) }))
    .filter(({ rows }) => rows.length > 0)
}
