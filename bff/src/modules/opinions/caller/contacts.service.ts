import type { Actor } from '../../../platform/actor'
import type { Audit } from '../../../platform/audit/audit'
import { deletedAccount } from '../../../platform/personal-data'
import { AppError } from '../../../platform/problem-error'
import { demand } from '../../../platform/scope'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import { callerNameField, callerPhoneField, type CallerSeals } from './caller-seals'
import type { OpinionCallers } from './opinion-callers.repository'
import { judge, judged, staffReach } from '../opinions.policy'
import type { OpinionAccounts, OpinionPeople } from '../opinions.ports'
import type { OpinionsRepository } from '../opinions.repository'

interface Contact {
  name: string | null
  phone: string | null
}

export interface ContactsService {
  /**
   * Name and phone of an author who ticked exactly that, to whoever has the case in hand (product §2.4); each reading
   * is on record. `forbidden` without the tick, and from the moment it was taken back.
   */
  read(actor: Actor, id: string): Promise<Contact>
}

export function createContacts(deps: {
  readonly opinions: Pick<OpinionsRepository, 'findInReach'>
  readonly people: Pick<OpinionPeople, 'accountOfPerson'>
  readonly accounts: Pick<OpinionAccounts, 'phonesOf'>
  readonly callers: OpinionCallers
  readonly seals: CallerSeals
  readonly audit: Audit
  readonly uow: UnitOfWork
}): ContactsService {
  const { opinions, people, accounts, callers, seals, audit, uow } = deps
  return {
    async read(actor, id) {
      const row = await opinions.findInReach(staffReach(actor), id)
      if (!row) throw new AppError('not_found')
      const scope = demand(judge(actor, 'read_contact', judged(row)))
      const { communityId, authorAccountId, authorPersonId } = row
      await uow.run(() =>
        audit.record({
          ...{ actor, action: 'opinion.read_contact', communityId },
          ...{ targetType: 'opinion', targetId: id, detail: {} },
        }),
      )
      if (row.channel !== undefined) {
        const caller = await callers.of(scope, id)
        return {
          name: caller && seals.open(caller.name, callerNameField, communityId),
          phone: caller && seals.open(caller.phone, callerPhoneField, communityId),
        }
      }
      // Somebody wrote it for an elder: the name is the elder's, and the phone of whoever answers for the case.
      const person =
        authorPersonId === null ? null : await people.accountOfPerson(communityId, authorPersonId)
      const author = authorAccountId === deletedAccount ? row.filedBy?.accountId : authorAccountId
      const accountId = person?.accountId ?? author
      const phone =
        accountId === undefined ? undefined : (await accounts.phonesOf([accountId])).get(accountId)
      return { name: person?.name ?? null, phone: phone ?? null }
    },
  }
}
