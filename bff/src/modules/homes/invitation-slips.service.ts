import type { InvitedRelation } from '@linli/shared/homes/homes.kinds'
import type { SlipsView } from '@linli/shared/homes/homes.schema'
import type { PropertyKind } from '@linli/shared/space/space.kinds'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { deskScope, placeScope } from './homes.policy'
import type { HomesSpace } from './homes.ports'
import { presentSheet } from './homes.presenter'
import type { HomesSettings, HomesSettingsSource } from './homes.settings'
import type { InvitationCodes } from './invitation-codes'
import type { InvitationRow } from './invitation.model'
import type { InvitationsRepository } from './invitations.repository'
import { newInvitation } from './new-invitation'

export interface InvitationSlips {
  /**
   * One code for each lived-in room of a unit or a building, to hand out at the doors. Asked again, it answers the same
   * codes: what the office has open for the room and will last for half its time is not made twice. Throws `not_found`,
   * `validation_failed` for a place of too many rooms.
   */
  print(
    actor: Actor,
    body: { readonly placeId: string; readonly relation: InvitedRelation },
  ): Promise<SlipsView>
}

export interface InvitationSlipsDeps {
  readonly invitations: InvitationsRepository
  readonly codes: InvitationCodes
  readonly settings: HomesSettingsSource
  readonly space: HomesSpace
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  /** Where the web page is, without a slash at its end. */
  readonly webAddress: string
}

/** Rooms of one print: a large building; what is more is printed unit by unit. */
export const MOST_SLIPS = 120

const DAY_MS = 86_400_000
/** Nobody opens a door there. */
const doorless: readonly PropertyKind[] = ['garage', 'parking', 'storage']

type Room = Awaited<ReturnType<HomesSpace['roomsUnder']>>[number]

/** The codes of a whole building at once. */
export function createInvitationSlips(deps: InvitationSlipsDeps): InvitationSlips {
  const { invitations, codes, settings, space, audit, uow, clock, ids, webAddress } = deps

  async function roomsOf(scope: Scope, placeId: string): Promise<Room[]> {
    const rooms = await space.roomsUnder(scope, placeId, { after: null, limit: MOST_SLIPS + 1 })
    if (rooms.length === 0) throw new AppError('not_found')
    if (rooms.length > MOST_SLIPS)
      throw wrongField('body.placeId', `一次最多 ${MOST_SLIPS} 处，请选一个单元或一栋楼`)
    return rooms
      .filter(({ delivery, propertyKind }) => delivery === 'delivered' && !doorless.includes(propertyKind))
      .sort((a, b) => a.label.localeCompare(b.label, 'zh', { numeric: true }))
  }

  /** The code that is handed out again, if the office has one that lasts. */
  function lasting(
    open: readonly InvitationRow[],
    relation: InvitedRelation,
    { invitationDays }: HomesSettings,
  ): { row: InvitationRow; code: string } | null {
    const until = new Date(clock.now().getTime() + (invitationDays * DAY_MS) / 2)
    for (const row of open) {
      const fits = row.issuedByPerson === null && row.relation === relation && row.expiresAt > until
      const code = fits ? codes.again(row) : null
      if (code !== null) return { row, code }
    }
    return null
  }

  return {
    async print(actor, { placeId, relation }) {
      const rooms = await roomsOf(deskScope(actor, 'invite_anywhere'), placeId)
      const communityId = rooms[0]?.communityId
      if (communityId === undefined) throw wrongField('body.placeId', '这里没有已交付的房屋')
      const scope = placeScope({ communityId })
      const roomIds = rooms.map(({ id }) => id)
      const figures = await settings.of(communityId)
      const { handed, made, full } = await uow.run(async () => {
        // Whoever invites for these rooms at the same time waits here, and then finds what we made.
        if (!(await space.keep(scope, roomIds))) throw new AppError('not_found')
        const now = clock.now()
        const open = await invitations.openOf(scope, roomIds, now)
        const found: { row: InvitationRow; code: string }[] = []
        const fresh: InvitationRow[] = []
        const crowded: string[] = []
        for (const { id: roomId, label } of rooms) {
          const ofRoom = open.filter((row) => row.roomId === roomId)
          const kept = lasting(ofRoom, relation, figures)
          if (kept) found.push(kept)
          else if (ofRoom.length >= figures.openInvitations) crowded.push(label)
          else {
            const id = ids.next('inv')
            const { code, codeHash } = codes.make(id)
            const row: InvitationRow = {
              ...{ _id: id, communityId, roomId, roomLabel: label, relation, codeHash },
              ...newInvitation(now, figures.invitationDays),
              ...{ issuedBy: actor.accountId, issuedByPerson: null },
            }
            fresh.push(row)
            found.push({ row, code })
          }
        }
        if (fresh.length > 0) await invitations.insert(fresh)
        await audit.record({
          ...{ actor, action: 'invitation.print', communityId, targetType: 'node', targetId: placeId },
          detail: { relation, shown: found.length, made: fresh.length },
        })
        return { handed: found, made: fresh.length, full: crowded }
      })
      const communityName = (await space.names([communityId])).get(communityId) ?? ''
      return {
        communityName,
        items: handed.map(({ row, code }) => presentSheet(row, code, { webAddress, communityName })),
        ...{ made, full },
      }
    },
  }
}
