import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { meetingMachine, type MeetingEvent } from '@linli/shared/council/meetings.machine'
import { isDoorOpen, mayBegin } from '@linli/shared/council/meetings.rules'
import type { DeskMeetingView } from '@linli/shared/council/meetings.schema'
import { councilPermissions } from '@linli/shared/council/council.permissions'
import { sourcesOf, targetOf } from '@linli/shared/machine'
import { holds, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { refuseFaster, refuseMoved } from '../../platform/refusals'
import { demand, type Judgement, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { judgeDesk } from './council.policy'
import type { CouncilPeople } from './council.ports'
import type { CouncilSettingsSource } from './council.settings'
import type { MeetingGuests } from './meeting-guests.repository'
import type { MeetingRow } from './meeting.model'
import type { JudgedMeeting } from './meetings.policy'
import { presentDeskMeeting } from './meetings.presenter'
import type { MeetingChange, MeetingsRepository } from './meetings.repository'
import type { SignedAct } from './topic.model'

export interface FoundMeeting {
  readonly row: MeetingRow
  readonly scope: Scope
}

/** One thing that happens to a meeting. */
export interface MeetingMove {
  readonly event: MeetingEvent
  readonly version: number
  readonly set?: MeetingChange['set']
  readonly unset?: MeetingChange['unset']
  /** Told to the rest of the house, `meeting.invited`. */
  readonly tells?: readonly string[]
}

export interface MeetingAccess {
  /** A meeting judged by a rule of the policy. */
  judged(id: string, judge: (meeting: JudgedMeeting) => Judgement): Promise<FoundMeeting>
  /** A meeting at whose desk the caller stands. */
  atDesk(actor: Actor, action: 'inspect' | 'meet', id: string): Promise<FoundMeeting>
  /** Moves it on in one guarded write with its events and audit row; throws 409 when it has moved on. */
  move(actor: Actor, found: FoundMeeting, move: MeetingMove): Promise<MeetingRow>
  signed(actor: Actor): Promise<SignedAct>
  isDoorOpen(row: MeetingRow): Promise<boolean>
  /** The answer of every act of the desk. */
  deskView(actor: Actor, found: FoundMeeting): Promise<DeskMeetingView>
}

export interface MeetingAccessDeps {
  readonly meetings: MeetingsRepository
  readonly guests: Pick<MeetingGuests, 'figures'>
  readonly people: Pick<CouncilPeople, 'staffCards'>
  readonly settings: CouncilSettingsSource
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

/** What every service of meetings does first: find the meeting, judge the caller, move the status. */
export function createMeetingAccess(deps: MeetingAccessDeps): MeetingAccess {
  const { meetings, guests, people, settings, uow, outbox, audit, clock } = deps

  const judged: MeetingAccess['judged'] = async (id, judge) => {
    const row = await meetings.findShared(id)
    if (!row) throw new AppError('not_found')
    return { row, scope: demand(judge(row)) }
  }
  const signed: MeetingAccess['signed'] = async (actor) => {
    const card = (await people.staffCards([actor.accountId])).get(actor.accountId)
    return { byAccountId: actor.accountId, byName: card?.name ?? '', at: clock.now() }
  }
  const doorIsOpen: MeetingAccess['isDoorOpen'] = async (row) =>
    isDoorOpen(row, (await settings.of(row.communityId)).doorMinutes, clock.now())

  return {
    judged,
    signed,
    isDoorOpen: doorIsOpen,
    atDesk: (actor, action, id) => judged(id, ({ communityId }) => judgeDesk(actor, action, communityId)),
    async move(actor, { row, scope }, { event, version, set = {}, unset, tells = [] }) {
      const from = sourcesOf(meetingMachine, event)
      refuseMoved(row, version, from)
      const by = await signed(actor)
      return uow.run(async () => {
        const changed = await meetings.change(scope, row._id, {
          from,
          version,
          set: { status: targetOf(meetingMachine, row.status, event), ...set },
          ...(unset && { unset }),
          history: { event, ...by },
        })
        if (!changed) return refuseFaster(await meetings.find(scope, row._id), from)
        for (const type of tells)
          await outbox.add({ type, aggregateId: row._id, communityId: row.communityId, payload: {} })
        await audit.record({
          ...{ actor, action: `meeting.${event}` satisfies AuditAct, communityId: row.communityId },
          ...{ targetType: 'meeting', targetId: row._id, detail: {} },
        })
        return changed
      })
    },
    async deskView(actor, { row, scope }) {
      const { doorMinutes } = await settings.of(row.communityId)
      const now = clock.now()
      return presentDeskMeeting(row, await guests.figures(scope, row._id), {
        meets: holds(actor, councilPermissions.meet.roles, row.communityId),
        isDoorOpen: isDoorOpen(row, doorMinutes, now),
        mayBegin: mayBegin(row, doorMinutes, now),
      })
    },
  }
}
