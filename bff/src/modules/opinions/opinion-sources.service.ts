import type { Scope } from '../../platform/scope'
import { deletedAccount } from '../../platform/personal-data'
import type { OpinionSupports } from './intake/opinion-supports.repository'
import type { OpinionsRepository } from './opinions.repository'

/** A case as something larger came from it. */
export interface OpinionSource {
  readonly id: string
  /** What the public board says; null while the case is not on it. */
  readonly publicText: string | null
  readonly categoryLabel: string
}

export interface OpinionSources {
  /** Those of the ids that lie in the scope, in the order of the ids. */
  sources(scope: Scope, ids: readonly string[]): Promise<OpinionSource[]>
  /** The author of a case and everybody who follows it, in portions of accounts. */
  people(scope: Scope, id: string): AsyncIterable<readonly string[]>
}

const PORTION = 500

/** What other features may know of cases they build on. */
export function createOpinionSources(deps: {
  readonly opinions: Pick<OpinionsRepository, 'find' | 'findMany'>
  readonly supports: Pick<OpinionSupports, 'followers'>
}): OpinionSources {
  const { opinions, supports } = deps
  return {
    async sources(scope, ids) {
      const rows = await opinions.findMany(scope, ids)
      return ids.flatMap((id) => {
        const row = rows.get(id)
        if (!row) return []
        return [{ id, publicText: row.board?.text ?? null, categoryLabel: row.category.label }]
      })
    },
    async *people(scope, id) {
      const row = await opinions.find(scope, id)
      if (!row) return
      if (row.authorAccountId !== deletedAccount) yield [row.authorAccountId]
      for (let after = ''; ;) {
        const page = await supports.followers(scope, id, { after, limit: PORTION })
        if (page.length > 0) yield page.map(({ accountId }) => accountId)
        if (page.length < PORTION) return
        after = page.at(-1)?._id ?? ''
      }
    },
  }
}
