import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { RoleBook, RoleGrantRow } from '../people/role-book.service'
import type { GrantActs } from './grants-acts'
import type { GrantsDesk, Holder } from './grants-desk.service'
import type { Standings } from './grants-standing'
import { judgeGiving, judgeReading, judgeTaking, workScope, type Standing } from './grants.policy'
import type { GrantPeople, GrantSpace, GrantWork, Post } from './grants.ports'

export interface HandingOver {
  /**
   * All roles of one account within the caller's reach, and its unpublished notices there, go to another account in
   * one act. What the other holds already stays as it is. Throws `no_account`, `last_administrators`.
   */
  handOver(
    actor: Actor,
    body: { readonly fromAccountId: string; readonly to: Holder | { readonly accountId: string } },
  ): Promise<{ toAccountId: string; grants: number; notices: number }>
}

export interface HandingOverDeps {
  readonly book: RoleBook
  readonly acts: GrantActs
  readonly desk: Pick<GrantsDesk, 'resolve'>
  readonly standings: Standings
  readonly space: GrantSpace
  readonly people: GrantPeople
  readonly work: GrantWork
  readonly uow: UnitOfWork
  readonly clock: Clock
}

interface Moving {
  readonly row: RoleGrantRow
  readonly place: Post
}

/** Somebody leaves, somebody else goes on. */
export function createHandingOver(deps: HandingOverDeps): HandingOver {
  const { book, acts, desk, standings, space, people, work, uow, clock } = deps

  async function movingOf(own: Standing, fromAccountId: string): Promise<Moving[]> {
    const held = await book.ofAccount(fromAccountId, clock.now())
    const places = await space.posts(held.map(({ nodeId }) => nodeId))
    return held.flatMap((row) => {
      const place = places.get(row.nodeId)
      return place && judgeTaking(own, row, place).allowed ? [{ row, place }] : []
    })
  }

  async function receiverOf(
    own: Standing,
    place: Post,
    to: Holder | { readonly accountId: string },
  ): Promise<{ accountId: string; name: string }> {
    if ('accountId' in to) {
      // A colleague the caller can see: any other account does not exist here.
      const places = await space.posts((await book.everOf([to.accountId])).map(({ nodeId }) => nodeId))
      const isSeen = [...places.values()].some((known) => judgeReading(own, known).allowed)
      const card = isSeen ? (await people.staffCards([to.accountId])).get(to.accountId) : undefined
      if (!card) throw new AppError('not_found')
      return { accountId: to.accountId, name: card.name }
    }
    const { accountId, name } = await desk.resolve(place, to)
    if (accountId === null) throw new AppError('no_account')
    return { accountId, name }
  }

  return {
    handOver(actor, { fromAccountId, to }) {
      return uow.run(async () => {
        const own = await standings.of(actor)
        const moving = await movingOf(own, fromAccountId)
        const [first] = moving
        if (!first) throw new AppError('not_found')
        const receiver = await receiverOf(own, first.place, to)
        if (receiver.accountId === fromAccountId) throw new AppError('conflict')
        const theirs = await book.ofAccount(receiver.accountId, clock.now())

        for (const { row, place } of moving) {
          const { role, nodeId, workPhone, organisation, expiresAt } = row
          demand(judgeGiving(own, role, place, receiver.accountId))
          const isHeld = theirs.some((other) => other.role === role && other.nodeId === nodeId)
          await acts.end(actor, row, place, { reason: 'handed_over', isReplaced: !isHeld })
          if (isHeld) continue
          const draft = { ...receiver, role, nodeId, workPhone, organisation, expiresAt }
          await acts.give(actor, draft, place)
        }

        const communities = new Set(moving.flatMap(({ place }) => place.communityId ?? []))
        const author = { id: receiver.accountId, name: receiver.name }
        let notices = 0
        for (const communityId of communities)
          notices += await work.handOverUnpublished(workScope(communityId), fromAccountId, author)
        const done = { grants: moving.length, notices }
        const at = { place: first.place, accountId: fromAccountId }
        await acts.record(actor, 'role.hand_over', at, { toAccountId: receiver.accountId, ...done })
        return { toAccountId: receiver.accountId, ...done }
      })
    },
  }
}
