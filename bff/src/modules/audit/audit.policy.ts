import { communitiesOf, type Actor } from '../../platform/actor'
import { allowIn, refuse, type Judgement } from '../../platform/scope'

export type AuditAction = 'list' | 'verify'

const readers = ['supervisor', 'community_admin'] as const

/** Who may read the trail of which communities. A community that is not one's own does not exist. */
export function judgeAudit(actor: Actor, action: AuditAction, communityId?: string): Judgement {
  switch (action) {
    case 'list':
    case 'verify': {
      const mine = communitiesOf(actor, readers)
      if (mine.length === 0) return refuse('forbidden')
      if (communityId === undefined) return allowIn(mine)
      return mine.includes(communityId) ? allowIn([communityId]) : refuse('not_found')
    }
  }
}
