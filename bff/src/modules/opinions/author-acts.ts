import type { OpinionEvent } from '@linli/shared/opinions/opinions.machine'
import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { isBarredParty, staffKey } from '@linli/shared/opinions/parties'
import { systemActor, type Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { refuseStatus } from '../../platform/refusals'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { Proxies } from './intake/proxies'
import { NAMED_REASON, type NamedStaff, type StaffName } from './named-staff'
import type { OpinionRow } from './opinion.model'
import { currentStatus, effectsOf, type Effects } from './opinions.effects'
import { type authorActions, boardScope, judge, judged, statusesFor } from './opinions.policy'
import type { OpinionCalendars, OpinionFiles } from './opinions.ports'
import { presentOwn } from './opinions.presenter'
import type { OpinionsRepository } from './opinions.repository'
import type { OpinionSettings, OpinionSettingsSource } from './opinions.settings'
import type { Step, Transitions } from './opinions.transition'
import { presentingFor } from './presenting'

const DAY_MS = 86_400_000

type AuthorAction = (typeof authorActions)[number]

/** What its author, or who stands for the author, does with an own case. */
export interface AuthorActs {
  supplement(
    actor: Actor,
    id: string,
    body: { version: number; text: string; photoIds: readonly string[] },
  ): Promise<OpinionView>
  /** Asks something about the answer; the case stays as it is. 409 once the time to reopen is over. */
  ask(
    actor: Actor,
    id: string,
    body: { version: number; text: string; photoIds: readonly string[] },
  ): Promise<OpinionView>
  rate(
    actor: Actor,
    id: string,
    body: { version: number; solved: 'yes' | 'partly' | 'no'; score: number; comment: string },
  ): Promise<OpinionView>
  reopen(actor: Actor, id: string, body: { version: number; reason: string }): Promise<OpinionView>
  withdraw(actor: Actor, id: string, body: { version: number }): Promise<OpinionView>
  /** The tick for name and phone, given or taken back; what somebody has read until then they know. */
  shareContact(actor: Actor, id: string, body: { version: number; share: boolean }): Promise<OpinionView>
}

/** The own case as its author reads it, with what can be done now. */
export type AuthorView = (actor: Actor, row: OpinionRow, now: Date) => Promise<OpinionView>

export interface AuthorActsDeps {
  readonly opinions: OpinionsRepository
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly transitions: Transitions
  readonly files: OpinionFiles
  readonly proxies: Proxies
  readonly named: Pick<NamedStaff, 'barredBy'>
  readonly uow: Pick<UnitOfWork, 'run'>
  readonly clock: Clock
}

export function createAuthorView(
  deps: Pick<AuthorActsDeps, 'opinions' | 'settings' | 'calendars' | 'files'>,
): AuthorView {
  const { opinions, settings } = deps
  return async ({ accountId }, row, now) => {
    const [shown, own] = [await presentingFor(deps, now, accountId), await settings.of(row.communityId)]
    // What it went into is the community's as well; of that case only the answers are shown.
    const joined = row.mergedInto ? await opinions.find(boardScope(row.communityId), row.mergedInto.id) : null
    return presentOwn(row, shown, authorAbilities(row, own, now), joined)
  }
}

export function createAuthorActs(deps: AuthorActsDeps): AuthorActs {
  const { opinions, settings, calendars, transitions, proxies, named, uow, clock } = deps
  const view = createAuthorView(deps)

  /** The own case, judged for one act; the community it lies in becomes the scope of the write. */
  async function ownCase(actor: Actor, action: AuthorAction, id: string) {
    const row = await opinions.findOwnOrPublic(id, actor)
    if (!row) throw new AppError('not_found')
    const standsForAuthor = await proxies.standsForAuthor(actor, row)
    const scope = demand(judge(actor, action, { ...judged(row), standsForAuthor }))
    return { row, scope, now: clock.now() }
  }

  async function effects(
    event: OpinionEvent,
    row: OpinionRow,
    now: Date,
    more: { rating?: NonNullable<OpinionRow['rating']> } = {},
  ): Promise<Effects> {
    const context = { now, calendar: await calendars.current(), settings: await settings.of(row.communityId) }
    return effectsOf(event, row, { ...context, ...more })
  }

  /**
   * What the author writes later may name somebody at work too: they are barred in the same unit (回避). Whoever has the
   * case in hand stays until the office has taken it from them; its list points at the name.
   */
  async function say(step: Step & { readonly entry: NonNullable<Step['entry']> }): Promise<OpinionRow> {
    const { row, entry, now, scope } = step
    const known = await named.barredBy(row.communityId, row.category.code, entry.text)
    const fresh = known.filter((one) => !(row.barred ?? []).includes(one.key) && !hasInHand(row, one))
    if (fresh.length === 0) return transitions.apply(step)
    return uow.run(async () => {
      const said = await transitions.applyWithin(step)
      return transitions.applyWithin({
        ...{ act: 'recuse', actor: systemActor, signature: null, scope, row: said, now },
        ...{ version: said.version, allowedFrom: [currentStatus(said, now)], countsAsVersion: false },
        effects: { set: { barred: [...(said.barred ?? []), ...fresh.map(({ key }) => key)] } },
        trace: { party: fresh.map(({ label }) => label).join('、'), reason: NAMED_REASON },
      })
    })
  }

  return {
    async supplement(actor, id, { version, text, photoIds }) {
      const { row, scope, now } = await ownCase(actor, 'supplement', id)
      const event = supplementEvent(row, now)
      const changed = await say({
        act: event ?? 'add',
        actor,
        signature: null,
        scope,
        row,
        version,
        allowedFrom: statusesFor('supplement'),
        now,
        effects: event ? await effects(event, row, now) : { set: {} },
        entry: { kind: 'supplement', text, photoIds },
        event: 'opinion.supplemented',
      })
      return view(actor, changed, now)
    },

    async ask(actor, id, { version, text, photoIds }) {
      const { row, scope, now } = await ownCase(actor, 'ask', id)
      const allowedFrom = mayAsk(row, await settings.of(row.communityId), now) ? statusesFor('ask') : []
      refuseStatus(currentStatus(row, now), allowedFrom)
      const changed = await say({
        ...{ act: 'ask', actor, signature: null, scope, row, version, allowedFrom, now },
        effects: { set: {} },
        entry: { kind: 'ask', text, photoIds },
        event: 'opinion.asked',
      })
      return view(actor, changed, now)
    },

    async rate(actor, id, { version, solved, score, comment }) {
      const { row, scope, now } = await ownCase(actor, 'rate', id)
      refuseStatus(currentStatus(row, now), statusesFor('rate'))
      const rating = { solved, score, comment, at: now }
      const changed = await transitions.apply({
        act: 'rate',
        actor,
        signature: null,
        scope,
        row,
        version,
        allowedFrom: statusesFor('rate'),
        now,
        effects: await effects('rate', row, now, { rating }),
        event: 'opinion.rated',
        payload: { score, solved },
      })
      return view(actor, changed, now)
    },

    async reopen(actor, id, { version, reason }) {
      const { row, scope, now } = await ownCase(actor, 'reopen', id)
      const allowedFrom = mayReopen(row, await settings.of(row.communityId), now) ? statusesFor('reopen') : []
      refuseStatus(currentStatus(row, now), allowedFrom)
      const changed = await say({
        act: 'reopen',
        actor,
        signature: null,
        scope,
        row,
        version,
        allowedFrom,
        now,
        effects: await effects('reopen', row, now),
        entry: { kind: 'reopening', text: reason, photoIds: [] },
        event: 'opinion.reopened',
      })
      return view(actor, changed, now)
    },

    async shareContact(actor, id, { version, share }) {
      const { row, scope, now } = await ownCase(actor, 'share_contact', id)
      const changed = await transitions.apply({
        ...{
          act: share ? 'share_contact' : 'keep_contact',
          actor,
          signature: null,
          scope,
          row,
          version,
          now,
        },
        allowedFrom: statusesFor('share_contact'),
        effects: share ? { set: { contactSharedAt: now } } : { set: {}, unset: ['contactSharedAt'] },
      })
      return view(actor, changed, now)
    },

    async withdraw(actor, id, { version }) {
      const { row, scope, now } = await ownCase(actor, 'withdraw', id)
      refuseStatus(currentStatus(row, now), statusesFor('withdraw'))
      const changed = await transitions.apply({
        act: 'withdraw',
        actor,
        signature: null,
        scope,
        row,
        version,
        allowedFrom: statusesFor('withdraw'),
        now,
        effects: await effects('withdraw', row, now),
        event: 'opinion.withdrawn',
      })
      return view(actor, changed, now)
    },
  }
}

/** Answering a question starts the clock again; adding to a running case only adds. */
function supplementEvent(row: OpinionRow, now: Date): 'supplement' | 'resume' | null {
  const status = currentStatus(row, now)
  if (status === 'needs_info') return 'supplement'
  return status === 'waiting' && row.hold === undefined ? 'resume' : null
}

/** As long as it could be taken up again, and not without end. */
const MOST_QUESTIONS = 10

function mayAsk(row: OpinionRow, own: OpinionSettings, now: Date): boolean {
  const until = row.answeredAt === null ? null : row.answeredAt.getTime() + own.reopenDays * DAY_MS
  const asked = row.entries.filter(({ kind }) => kind === 'ask').length
  return until !== null && now.getTime() <= until && asked < MOST_QUESTIONS
}

function mayReopen(row: OpinionRow, own: OpinionSettings, now: Date): boolean {
  const until = row.answeredAt === null ? null : row.answeredAt.getTime() + own.reopenDays * DAY_MS
  const most = row.category.rules?.mostReopens ?? own.mostReopens
  return row.reopenCount < most && until !== null && now.getTime() <= until
}

/** What the author can do now; the screen's buttons follow these. */
function authorAbilities(
  row: OpinionRow,
  own: OpinionSettings,
  now: Date,
): Omit<OpinionView['abilities'], 'support' | 'follow'> {
  const status = currentStatus(row, now)
  const can = (action: AuthorAction) => statusesFor(action).includes(status)
  return {
    supplement: can('supplement'),
    rate: can('rate'),
    ask: can('ask') && mayAsk(row, own, now),
    reopen: can('reopen') && mayReopen(row, own, now),
    withdraw: can('withdraw'),
    shareContact: can('share_contact'),
  }
}

/** Whether somebody leads the case, helps with it, or has taken it on. */
function hasInHand(row: OpinionRow, { key }: StaffName): boolean {
  const parties = [row.handling?.lead, ...(row.handling?.helpers ?? []).map(({ party }) => party)]
  return (
    (row.ownerAccountId !== null && key === staffKey(row.ownerAccountId)) ||
    parties.some((party) => party !== undefined && isBarredParty([key], party))
  )
}
