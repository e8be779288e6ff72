import { privacyPermissions } from '@linli/shared/privacy/privacy.permissions'
import type { Actor } from '../../platform/actor'
import type { DataSubject } from '../../platform/personal-data'
import { judgeBy } from '../../platform/permission'
import { scopeOf, type Judgement, type Scope } from '../../platform/scope'

interface OwnRecordRef {
  readonly personId: string
  readonly communityId: string
}

/** One's own data need no permission: the account, and the records bound to it, wherever they are. */
export function subjectOf(accountId: string, persons: readonly OwnRecordRef[]): DataSubject {
  return {
    accountId,
    persons: persons.map(({ personId, communityId }) => ({ personId, communityId })),
    scope: scopeOf([...new Set(persons.map((person) => person.communityId))]),
  }
}

/** One community's rows, for what an account keeps there. */
export const ownScope = (communityId: string): Scope => scopeOf([communityId])

export const judgeDesk = (actor: Actor, communityId?: string): Judgement =>
  judgeBy(actor, privacyPermissions.decide_correction, communityId)

export const judgeRetention = (actor: Actor, communityId?: string): Judgement =>
  judgeBy(actor, privacyPermissions.read_retention, communityId)
