import { communityParty, streetParty } from '@linli/shared/opinions/parties'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import type { CaseParties } from './case-parties'
import { movingEvents, staffMessages, type StaffMessage } from './cases.messages'
import type { OpinionRow } from './opinion.model'
import { eventScope, unbarred } from './opinions.policy'
import type { OpinionAccounts, OpinionCalendars, OpinionInbox, OpinionPeople } from './opinions.ports'
import type { OpinionsRepository } from './opinions.repository'

export interface CasesJobsDeps {
  readonly opinions: Pick<OpinionsRepository, 'find'>
  readonly parties: CaseParties
  readonly calendars: OpinionCalendars
  readonly inbox: OpinionInbox
  readonly accounts: Pick<OpinionAccounts, 'openidsOf'>
  readonly people: Pick<OpinionPeople, 'holdersAt'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly clock: Clock
}

/** Tells those a case was given to, those it came back to, those who decide. */
export function registerCasesJobs(deps: CasesJobsDeps): void {
  const { opinions, parties, calendars, inbox, accounts, people, outbox, clock } = deps

  async function accountsFor(
    { communityId, extension }: OpinionRow,
    to: StaffMessage['to'],
  ): Promise<string[]> {
    if (to === 'office') return parties.accountsOf(communityId, communityParty)
    if (to === 'street') return parties.accountsOf(communityId, streetParty)
    if (to === 'deciders') {
      const admins = await people.holdersAt([communityId], ['community_admin'])
      return admins.map(({ accountId }) => accountId).filter((id) => id !== extension?.byAccountId)
    }
    return 'accountId' in to
      ? parties.takerOrOffice(communityId, to.accountId)
      : parties.accountsOf(communityId, to)
  }

  for (const type of movingEvents) {
    outbox.registerHandler(type, 'opinions.tell_staff', async (event) => {
      if (event.communityId === null) return
      const row = await opinions.find(eventScope(event.communityId), event.aggregateId)
      if (!row) return
      await inbox.settle({ topic: 'case', targetId: row._id })
      const said = staffMessages(type, row, { now: clock.now(), calendar: await calendars.current() })
      for (const [at, message] of said.entries()) {
        const accountIds = unbarred(row, await accountsFor(row, message.to))
        const openids = message.wechat ? await accounts.openidsOf(accountIds) : new Map<string, string>()
        await inbox.deliver({
          communityId: row.communityId,
          topic: 'case',
          targetId: row._id,
          title: message.title,
          text: message.text,
          needsAct: message.needsAct,
          urgent: row.category.urgent,
          dedupeKey: `${type}:${event.id}:${at}`,
          recipients: accountIds.map((accountId) => ({ accountId, wechat: openids.has(accountId) })),
        })
      }
    })
  }
}
