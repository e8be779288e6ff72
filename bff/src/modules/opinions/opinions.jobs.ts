import type { Logger } from 'pino'
import { systemActor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachDue } from '../../platform/due-rows'
import type { Jobs } from '../../platform/jobs'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { OpinionRow } from './opinion.model'
import type { Proxies } from './intake/proxies'
import { asksAuthor, effectsOf } from './opinions.effects'
import { authorMessage, settlingEvents, staffAlert, toldEvents } from './opinions.messages'
import { alertedRoles, eventScope, judge, judged, unbarred } from './opinions.policy'
import type { OpinionAccounts, OpinionCalendars, OpinionInbox, OpinionPeople } from './opinions.ports'
import type { OpinionsRepository } from './opinions.repository'
import type { OpinionSettingsSource } from './opinions.settings'
import type { Transitions } from './opinions.transition'

const SWEEP_SECONDS = 60
const SWEEP_BATCH = 200

export interface OpinionsJobsDeps {
  readonly opinions: OpinionsRepository
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly transitions: Transitions
  readonly proxies: Pick<Proxies, 'hearersOf'>
  readonly inbox: OpinionInbox
  readonly accounts: Pick<OpinionAccounts, 'openidsOf'>
  readonly people: Pick<OpinionPeople, 'holdersAt'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly jobs: Pick<Jobs, 'every'>
  readonly clock: Clock
  readonly logger: Logger
}

export interface OpinionsJobs {
  /** Closes what nobody rated in time; answers how many. Reads say so before it has run. Safe beside other workers. */
  lapseUnrated(): Promise<number>
}

/** What follows by itself: messages to the author, and closing by time. */
export function registerOpinionsJobs(deps: OpinionsJobsDeps): OpinionsJobs {
  const { opinions, settings, calendars, transitions, proxies, inbox, accounts, people, outbox, jobs } = deps
  const { clock, logger } = deps

  async function rowOf(event: OutboxEvent): Promise<OpinionRow | null> {
    return event.communityId === null ? null : opinions.find(eventScope(event.communityId), event.aggregateId)
  }

  /** Whatever the author was asked for is done, unless the case asks for something again by now. */
  async function settle(row: OpinionRow): Promise<void> {
    // Somebody reacted: nobody else needs to.
    if (row.category.urgent && row.status !== 'submitted')
      await inbox.settle({ topic: 'case', targetId: row._id })
    if (asksAuthor(row, clock.now())) return
    // Followers read of it as well, and were asked for nothing.
    const hearers = row.filedBy ? await proxies.hearersOf(row) : []
    const accountIds = [...new Set([row.authorAccountId, ...hearers.map(({ accountId }) => accountId)])]
    await inbox.settle({ topic: 'opinion', targetId: row._id, accountIds })
  }

  for (const type of toldEvents) {
    outbox.registerHandler(type, 'opinions.tell_author', async (event) => {
      const row = await rowOf(event)
      if (!row) return
      await settle(row)
      const calendar = await calendars.current()
      // Without an author who could be told, the case goes on all the same.
      for (const { accountId, whose } of await proxies.hearersOf(row)) {
        const message = authorMessage(type, row, { now: clock.now(), calendar, whose })
        await inbox.deliver({
          communityId: row.communityId,
          topic: 'opinion',
          targetId: row._id,
          title: message.title,
          text: message.text,
          needsAct: message.needsAct,
          actUntil: message.needsAct ? (row.nextActionAt ?? null) : null,
          dedupeKey: `${type}:${event.id}`,
          supersedes: message.needsAct,
          recipients: [
            {
              accountId,
              wechat:
                message.wechat && row.notifyMe && (await accounts.openidsOf([accountId])).has(accountId),
            },
          ],
        })
      }
    })
  }
  /** Round the clock: whoever answers for the place hears of it, the grid worker beside the community. */
  outbox.registerHandler('opinion.submitted', 'opinions.alert_staff', async (event) => {
    if (event.payload.urgent !== true) return
    const row = await rowOf(event)
    const alert = row && staffAlert(row, { now: clock.now() })
    if (!row || !alert) return
    const nodes = row.place.gridId === null ? [row.communityId] : [row.communityId, row.place.gridId]
    const holders = await people.holdersAt(nodes, alertedRoles)
    const accountIds = unbarred(
      row,
      holders.map(({ accountId }) => accountId),
    )
    const openids = await accounts.openidsOf(accountIds)
    await inbox.deliver({
      communityId: row.communityId,
      topic: 'case',
      targetId: row._id,
      title: alert.title,
      text: alert.text,
      needsAct: alert.needsAct,
      urgent: true,
      dedupeKey: `opinion.urgent:${row._id}`,
      recipients: accountIds.map((accountId) => ({ accountId, wechat: openids.has(accountId) })),
    })
    // Who reacted between the reading above and the delivery found nothing to settle yet.
    const latest = await rowOf(event)
    if (latest) await settle(latest)
  })
  for (const type of settlingEvents) {
    outbox.registerHandler(type, 'opinions.settle_messages', async (event) => {
      const row = await rowOf(event)
      if (row) await settle(row)
    })
  }

  async function lapse(id: string, communityId: string): Promise<boolean> {
    const row = await opinions.find(eventScope(communityId), id)
    const now = clock.now()
    if (row?.status !== 'answered' || !row.nextActionAt || row.nextActionAt > now) return false
    const scope = demand(judge(systemActor, 'lapse', judged(row)))
    const [calendar, own] = [await calendars.current(), await settings.of(communityId)]
    // The effects are those of the moment the time ended; judged by `now` the case would count as closed already.
    const before = new Date(row.nextActionAt.getTime() - 1)
    const effects = effectsOf('lapse', row, { now: before, calendar, settings: own })
    try {
      await transitions.apply({
        act: 'lapse',
        actor: systemActor,
        signature: null,
        scope,
        row,
        version: row.version,
        allowedFrom: ['answered'],
        now: before,
        effects,
        event: 'opinion.lapsed',
      })
      return true
    } catch (error) {
      // Another worker closed it, or the author took it up again, between reading and writing.
      if (error instanceof AppError && error.code !== 'internal') return false
      throw error
    }
  }

  async function lapseUnrated(): Promise<number> {
    const now = clock.now()
    const read = (limit: number, skip: number) => opinions.listDue(now, limit, skip)
    const lapsed = await eachDue(
      read,
      SWEEP_BATCH,
      ({ id }) => id,
      ({ id, communityId }) => lapse(id, communityId),
    )
    if (lapsed > 0) logger.info({ lapsed }, 'opinions.lapsed')
    return lapsed
  }

  jobs.every('opinions.lapse', SWEEP_SECONDS, lapseUnrated)
  return { lapseUnrated }
}
