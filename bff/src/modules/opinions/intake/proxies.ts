import type { OpinionPrincipalView } from '@linli/shared/opinions/intake.schema'
import type { Actor } from '../../../platform/actor'
import { deletedAccount } from '../../../platform/personal-data'
import { wrongField } from '../../../platform/refusals'
import type { Scope } from '../../../platform/scope'
import { maskName } from '../../people/people.service'
import type { OpinionFiler } from '../opinion-parts.model'
import type { OpinionRow } from '../opinion.model'
import { eventScope } from '../opinions.policy'
import type { OpinionKin, OpinionPeople } from '../opinions.ports'
import { authorName } from '../opinions.presenter'
import type { OwnReader } from '../opinions.repository'

/** Whose case it becomes, and who wrote it when that is somebody else. */
export interface Author {
  /** {@link deletedAccount} for somebody without an account: the person finds the case once it has one. */
  readonly accountId: string
  readonly personId: string | null
  readonly filedBy?: OpinionFiler
}

/** Somebody who is told what becomes of a case. */
export interface Hearer {
  readonly accountId: string
  /** Whose opinion it is for this hearer: `您的意见`, `周**的意见`. */
  readonly whose: string
}

/**
 * Opinions that one person writes for another who agreed to it (product §1: acts for a family member with recorded
 * consent). The case is the other's; whoever wrote it sees it for as long as that consent holds.
 */
export interface Proxies {
  /** `validation_failed` for whoever has not agreed, known or not: who has not agreed does not exist for the caller. */
  authorOf(actor: Actor, scope: Scope, forPersonId: string | undefined): Promise<Author>
  /**
   * Those for whom the caller may file today, with their homes. A door is told to nobody whom its person has not let
   * file opinions: where the home is belongs to what is filed.
   */
  principalsOf(actor: Actor, scope: Scope): Promise<OpinionPrincipalView[]>
  /** Whether the caller may do with the case what its author may, without being the account it stands under. */
  standsForAuthor(actor: Actor, row: OpinionRow): Promise<boolean>
  readerOf(actor: Actor, scope: Scope): Promise<OwnReader & { readonly principalIds: readonly string[] }>
  /** The author, and whoever wrote it while the consent holds; nobody once they have left. */
  hearersOf(row: OpinionRow): Promise<Hearer[]>
}

export function createProxies({
  kin,
  people,
}: {
  readonly kin: OpinionKin
  readonly people: Pick<OpinionPeople, 'accountOfPerson' | 'residentLabels'>
}): Proxies {
  const agrees = (scope: Scope, delegateId: string, principalId: string): Promise<boolean> =>
    kin.mayActFor(scope, delegateId, principalId, 'opinions')

  return {
    async authorOf(actor, scope, forPersonId) {
      const { accountId, personId } = actor
      if (forPersonId === undefined || forPersonId === personId) return { accountId, personId }
      const [communityId = ''] = scope.communityIds
      // One after another: a submission asks this inside its transaction.
      const may = personId !== null && (await agrees(scope, personId, forPersonId))
      const principal = may ? await people.accountOfPerson(communityId, forPersonId) : null
      const self = personId === null ? null : await people.accountOfPerson(communityId, personId)
      if (!principal || !self || personId === null)
        throw wrongField('body.forPersonId', '对方没有同意您代提意见，或者已经到期，请重新选择')
      return {
        accountId: principal.accountId ?? deletedAccount,
        personId: forPersonId,
        filedBy: { accountId, personId, label: maskName(self.name) },
      }
    },

    async principalsOf({ personId }, scope) {
      const personIds = personId === null ? [] : await kin.principalsOf(scope, personId)
      const [homes, labels] = await Promise.all([
        kin.homesOf(scope, personIds),
        people.residentLabels(scope, personIds),
      ])
      return personIds.flatMap((id) => {
        const label = labels.get(id)
        const own = homes.filter((home) => home.personId === id)
        return label === undefined
          ? []
          : [
              {
                ...{ personId: id, maskedName: label.maskedName },
                homes: own.map(({ roomId, label: door }) => ({ roomId, label: door })),
              },
            ]
      })
    },

    async standsForAuthor(actor, { communityId, authorPersonId, filedBy }) {
      if (!filedBy || authorPersonId === null || actor.personId === null) return false
      if (actor.personId === authorPersonId) return true
      const wroteIt = filedBy.accountId === actor.accountId && filedBy.personId === actor.personId
      return wroteIt && agrees(eventScope(communityId), actor.personId, authorPersonId)
    },

    async readerOf({ accountId, personId }, scope) {
      const principalIds = personId === null ? [] : await kin.principalsOf(scope, personId)
      return { accountId, personId, principalIds }
    },

    async hearersOf(row) {
      const { communityId, authorAccountId, authorPersonId, filedBy } = row
      const author =
        filedBy && authorPersonId !== null
          ? ((await people.accountOfPerson(communityId, authorPersonId))?.accountId ?? deletedAccount)
          : authorAccountId
      const hearers: Hearer[] = author === deletedAccount ? [] : [{ accountId: author, whose: '您的意见' }]
      if (!filedBy || authorPersonId === null) return hearers
      const writer = await people.accountOfPerson(communityId, filedBy.personId)
      const holds =
        writer?.accountId === filedBy.accountId &&
        (await agrees(eventScope(communityId), filedBy.personId, authorPersonId))
      return holds
        ? [...hearers, { accountId: filedBy.accountId, whose: `您替${authorName(row)}提的意见` }]
        : hearers
    },
  }
}
