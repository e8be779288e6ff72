import { endByHead, endByLeaving } from '@linli/shared/homes/homes.rules'
import { endReasonLabel } from '@linli/shared/people/people.kinds'
import type { MyHomesView } from '@linli/shared/homes/homes.schema'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { HomeRequestsRepository } from './home-requests.repository'
import type { HomesMessages } from './homes.messages'
import type {
  Binding,
  HomesAccounts,
  HomesBindings,
  HomesHouseholds,
  HomesRoll,
  HomesSpace,
} from './homes.ports'
import { presentMyHome, presentMyRequest } from './homes.presenter'
import type { InvitationsRepository } from './invitations.repository'
import type { Member, OwnHome, OwnHomes } from './own-homes'

export interface MyHomesService {
  mine(actor: Actor): Promise<MyHomesView>
  /**
   * Ends a relation: the caller leaves, or as head of the household ends somebody else's. What was stays as history;
   * who has no other home in the community is bound there no longer. Throws `not_found` for what is not the caller's
   * to end, `conflict` for an owner's (the register says that) and for what ended meanwhile.
   */
  endRelation(actor: Actor, relationId: string): Promise<MyHomesView>
  /** An owner says whether they live in the home. Throws `not_found`, and `conflict` for who is no owner. */
  setLivesIn(actor: Actor, relationId: string, livesIn: boolean): Promise<MyHomesView>
}

export interface MyHomesDeps {
  readonly own: OwnHomes
  readonly invitations: InvitationsRepository
  readonly requests: HomeRequestsRepository
  readonly roll: HomesRoll
  readonly bindings: HomesBindings
  readonly households: HomesHouseholds
  readonly space: HomesSpace
  readonly accounts: HomesAccounts
  readonly messages: HomesMessages
  readonly uow: UnitOfWork
  readonly clock: Clock
}

/** One's own homes: who else is bound to them, moving out, ending what somebody else has to do with them. */
export function createMyHomes(deps: MyHomesDeps): MyHomesService {
  const { own, invitations, requests, roll, bindings, households, space, accounts, messages, uow, clock } =
    deps

  const mine: MyHomesService['mine'] = async (actor) => {
    const now = clock.now()
    const homes = await own.of(actor)
    const sent = await requests.listOwn(actor.accountId)
    const [scope] = homes.map((home) => home.scope)
    const open = scope
      ? await invitations.openOf(
          scope,
          homes.map((home) => home.self.roomId),
          now,
        )
      : []
    const names = await space.names([
      ...new Set([...homes.map(({ self }) => self.communityId), ...sent.map((row) => row.communityId)]),
    ])
    return {
      homes: homes.map((home) => presentMyHome(home, names.get(home.self.communityId) ?? '', open, now)),
      requests: sent.map((row) => presentMyRequest(row, names.get(row.communityId) ?? '', now)),
      phoneKnown: (await accounts.phoneOf(actor.accountId)) !== null,
    }
  }

  /** Whoever has no other home in the community is nobody of it from now on. */
  async function unbindIfLast(
    { scope }: OwnHome,
    { personId, communityId, relationId }: Member,
    binding: Binding,
    end: { reason: 'left' | 'household'; by: string },
  ): Promise<void> {
    const homes = await households.homesOf(scope, [personId])
    const others = homes.filter((home) => home.relationId !== relationId && home.communityId === communityId)
    if (others.length === 0) await bindings.end(binding, end)
  }

  async function tellOther(
    { self }: OwnHome,
    other: Member,
    accountId: string,
    label: string,
  ): Promise<void> {
    await messages.tell({
      ...{ accountId, communityId: other.communityId, event: `home.ended:${other.relationId}` },
      title: '您和一处房屋的关系已结束',
      text: `${self.label}的住户移除了您，原因是${label}。有不对的地方，请联系社区`,
    })
  }

  return {
    mine,
    async endRelation(actor, relationId) {
      await uow.run(async () => {
        const found = await own.withRelation(actor, relationId)
        if (!found) throw new AppError('not_found')
        const { home, other } = found
        const isSelf = other.relationId === home.self.relationId
        const reason = isSelf ? endByLeaving(other) : endByHead(home.self, other, home.members)
        if (reason === null) throw new AppError(isSelf ? 'conflict' : 'not_found')
        const { scope } = home
        const { personId, roomId } = other
        const binding = await bindings.ofPerson(scope, personId)
        // The account goes first, so that what ends here no longer names it.
        if (binding)
          await unbindIfLast(home, other, binding, {
            ...{ reason: isSelf ? 'left' : 'household', by: actor.accountId },
          })
        if ((await roll.endResidency(scope, { personId, roomId, reason })) === 'same')
          throw new AppError('conflict')
        if (!binding) return
        await invitations.withdrawAllOf(scope, roomId, binding.accountId)
        if (!isSelf) await tellOther(home, other, binding.accountId, endReasonLabel[reason])
        accounts.accountChanged(binding.accountId)
      })
      return mine(actor)
    },
    async setLivesIn(actor, relationId, livesIn) {
      await uow.run(async () => {
        const found = await own.withRelation(actor, relationId)
        if (!found || found.other.relationId !== found.home.self.relationId) throw new AppError('not_found')
        const { personId, roomId, relation } = found.other
        if (relation !== 'owner') throw new AppError('conflict')
        await roll.addResidency(found.home.scope, { personId, roomId, relation, share: null, livesIn })
        accounts.accountChanged(actor.accountId)
      })
      return mine(actor)
    },
  }
}
