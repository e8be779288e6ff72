import type { CaseViewView } from '@linli/shared/opinions/desk.schema'
import { deskLimits } from '@linli/shared/opinions/desk.kinds'
import type { CaseFilter } from './filters'

/** How the list is looked at. */
export interface CaseLook {
  readonly filter: CaseFilter
  readonly order: CaseViewView['order']
  readonly gridId: string | null
}
export const plainLook: CaseLook = { filter: 'all', order: 'due', gridId: null }

export const lookOf = ({ filter, order, gridId }: CaseViewView): CaseLook => ({ filter, order, gridId })

export const isSameLook = (one: CaseLook, other: CaseLook): boolean =>
  one.filter === other.filter && one.order === other.order && one.gridId === other.gridId

/** The views with one more, or with the one of that name changed; the last one marked opens the list. */
export function withView(views: readonly CaseViewView[], next: CaseViewView): CaseViewView[] {
  const others = views
    .filter(({ name }) => name !== next.name)
    .map((view) => (next.isDefault ? { ...view, isDefault: false } : view))
  return [...others, next].slice(-deskLimits.views)
}
