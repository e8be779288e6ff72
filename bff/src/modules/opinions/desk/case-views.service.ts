import type { CaseViewView } from '@linli/shared/opinions/desk.schema'
import type { Actor } from '../../../platform/actor'
import { wrongField } from '../../../platform/refusals'
import { staffReach } from '../opinions.policy'
import type { CaseViews } from './case-views.repository'

export interface CaseViewsService {
  list(actor: Actor, communityId: string): Promise<{ items: CaseViewView[] }>
  /** All own views of the community as they are to be. `validation_failed` for two of one name or two to open with. */
  set(
    actor: Actor,
    body: { communityId: string; items: readonly CaseViewView[] },
  ): Promise<{ items: CaseViewView[] }>
}

/** How somebody looks at the cases of a community, under names of their own. */
export function createCaseViewsService({ views }: { readonly views: CaseViews }): CaseViewsService {
  const shown = ({ name, filter, order, gridId, isDefault }: CaseViewView): CaseViewView => ({
    ...{ name, filter, order, gridId, isDefault },
  })
  return {
    async list(actor, communityId) {
      staffReach(actor, communityId)
      return { items: (await views.of(actor.accountId, communityId)).map(shown) }
    },
    async set(actor, { communityId, items }) {
      staffReach(actor, communityId)
      const twice = items.findIndex(({ name }, at) => items.findIndex((other) => other.name === name) !== at)
      if (twice !== -1) throw wrongField(`body.items.${twice}.name`, '已有同名的视图，请换个名字')
      if (items.filter(({ isDefault }) => isDefault).length > 1)
        throw wrongField('body.items', '打开时用的视图只能有一个')
      await views.set(actor.accountId, communityId, items)
      return { items: items.map(shown) }
    },
  }
}
