import { bindingEndLabel, bindingMethodLabel, type StaffBindingEnd } from '@linli/shared/homes/homes.kinds'
import type { BindingItemView } from '@linli/shared/homes/homes.schema'
import { relationLabel } from '@linli/shared/session/relations'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { HomesMessages } from './homes.messages'
import { officeScope } from './homes.policy'
import type { HomesAccounts, HomesBindings, HomesHouseholds, HomesSpace } from './homes.ports'

export interface BindingsDesk {
  /** Whose accounts are and were bound to people of a room, newest first. */
  ofRoom(
    actor: Actor,
    roomId: string,
  ): Promise<{ roomId: string; roomLabel: string; items: BindingItemView[] }>
  /** Takes an account off a person. Throws `conflict` when that has ended already. */
  end(actor: Actor, id: string, reason: StaffBindingEnd): Promise<{ id: string; endLabel: string }>
}

export interface BindingsDeskDeps {
  readonly bindings: HomesBindings
  readonly households: HomesHouseholds
  readonly space: HomesSpace
  readonly accounts: HomesAccounts
  readonly messages: HomesMessages
  readonly audit: Audit
  readonly uow: UnitOfWork
}

/** Which account is which person, as the office sees and ends it. */
export function createBindingsDesk(deps: BindingsDeskDeps): BindingsDesk {
  const { bindings, households, space, accounts, messages, audit, uow } = deps
  return {
    async ofRoom(actor, roomId) {
      const scope = officeScope(actor, 'read_bindings')
      const room = (await space.roomsByIds(scope, [roomId])).get(roomId)
      if (!room) throw new AppError('not_found')
      const ever = await households.everInRoom(scope, roomId)
      const personIds = ever.map(({ personId }) => personId)
      const known = await households.persons(scope, personIds)
      const rows = personIds.length === 0 ? [] : await bindings.historyOf(scope, personIds)
      return {
        roomId,
        roomLabel: room.label,
        items: rows.flatMap((row): BindingItemView[] => {
          const person = known.get(row.personId)
          const relation = ever.find(({ personId }) => personId === row.personId)?.relation
          if (!person || !relation) return []
          return [
            {
              id: row._id,
              personId: row.personId,
              maskedName: person.maskedName,
              relationLabel: relationLabel[relation],
              method: row.method,
              methodLabel: bindingMethodLabel[row.method],
              from: row.from.toISOString(),
              to: row.to?.toISOString() ?? null,
              endLabel: row.endedReason && bindingEndLabel[row.endedReason],
              canEnd: row.to === null,
            },
          ]
        }),
      }
    },
    async end(actor, id, reason) {
      await uow.run(async () => {
        const binding = await bindings.find(officeScope(actor, 'end_binding'), id)
        if (!binding) throw new AppError('not_found')
        if (!(await bindings.end(binding, { reason, by: actor.accountId }))) throw new AppError('conflict')
        const { communityId, accountId, personId } = binding
        await audit.record({
          ...{ actor, action: 'binding.end', communityId, targetType: 'person', targetId: personId },
          detail: { bindingId: id, reason },
        })
        await messages.tell({
          ...{ accountId, communityId, event: `binding.ended:${id}` },
          title: '您的账号和房屋解除了绑定',
          text: `社区登记的原因是${bindingEndLabel[reason]}。有不对的地方，请联系社区`,
        })
        accounts.accountChanged(accountId)
      })
      return { id, endLabel: bindingEndLabel[reason] }
    },
  }
}
