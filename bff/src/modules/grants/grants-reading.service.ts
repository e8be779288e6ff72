import { appointedBy, EXPIRY_WARNING_DAYS } from '@linli/shared/grants/grants.rules'
import type { GrantPlaceView, GrantView, InvitationView } from '@linli/shared/grants/grants.schema'
import { staffRoles } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { RoleBook, RoleGrantRow, StaffRole } from '../people/role-book.service'
import type { Standings } from './grants-standing'
import { judgeReading, judgeTaking, mayAppointAt, workScope, type Standing } from './grants.policy'
import type { GrantPeople, GrantSpace, GrantWork, Post } from './grants.ports'
import { endOf, presentGrant, presentInvitation, type GrantContext } from './grants.presenter'

export interface GrantQuery {
  readonly nodeId?: string | undefined
  readonly role?: StaffRole | undefined
  readonly state?: 'held' | 'ending' | 'ended' | undefined
  readonly q?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** What an account holds and could hand over, within the caller's reach. */
export interface HolderView {
  readonly accountId: string
  readonly name: string
  readonly grants: GrantView[]
  readonly work: { readonly notices: number }
  readonly abilities: { readonly handOver: boolean }
}

export interface GrantsReading {
  list(actor: Actor, query: GrantQuery): Promise<{ items: GrantView[]; nextCursor: string | null }>
  places(actor: Actor): Promise<GrantPlaceView[]>
  invitations(actor: Actor, nodeId?: string): Promise<InvitationView[]>
  holder(actor: Actor, accountId: string): Promise<HolderView>
  /** One grant as the caller sees it. */
  view(actor: Actor, row: RoleGrantRow): Promise<GrantView>
}

export interface GrantsReadingDeps {
  readonly book: RoleBook
  readonly standings: Standings
  readonly space: GrantSpace
  readonly people: GrantPeople
  readonly work: GrantWork
  readonly clock: Clock
}

const WARNING_MS = EXPIRY_WARNING_DAYS * 86_400_000
const MOST_INVITATIONS = 100

/** Who holds what, as those who appoint see it. */
export function createGrantsReading(deps: GrantsReadingDeps): GrantsReading {
  const { book, standings, space, people, work, clock } = deps

  /** The place asked for, else the one the caller appoints at; with every post under it. */
  async function postsOf(own: Standing, nodeId: string | undefined): Promise<Post[]> {
    const first = own.grants.find(({ role }) => appointedBy(role).length > 0)
    const wanted = nodeId ?? first?.nodeId
    if (wanted === undefined) throw new AppError('forbidden')
    demand(judgeReading(own, await standings.place(wanted)))
    return space.postsUnder(wanted)
  }

  async function contextOf(
    own: Standing,
    places: readonly Post[],
    accountIds: readonly (string | null)[],
  ): Promise<GrantContext> {
    const communities = places.flatMap(({ communityId }) => communityId ?? [])
    const named = accountIds.filter((accountId) => accountId !== null)
    const [names, signatures] = await Promise.all([
      space.names([...new Set(communities)]),
      people.staffCards([...new Set(named)]),
    ])
    const byId = new Map(places.map((place) => [place.id, place]))
    return {
      ...{ now: clock.now(), places: byId, names, signatures, viewer: own.accountId },
      mayTake(row) {
        const place = byId.get(row.nodeId)
        return place !== undefined && judgeTaking(own, row, place).allowed
      },
    }
  }

  const witnesses = (rows: readonly RoleGrantRow[]) =>
    rows.flatMap(({ grantedBy, endedBy }) => [grantedBy, endedBy])

  return {
    async list(actor, { nodeId, role, state = 'held', q = '', cursor, limit = PAGE_ROWS }) {
      const own = await standings.of(actor)
      const posts = await postsOf(own, nodeId)
      const now = clock.now()
      const rows = await book.list({
        ...{ nodeIds: posts.map(({ id }) => id), roles: role === undefined ? staffRoles : [role], state },
        ...{ tokens: book.tokensOf(q), now, soon: new Date(now.getTime() + WARNING_MS) },
        before: cursor === undefined ? null : decodeCursor(cursor, ['string'])[0],
        limit: limit + 1,
      })
      const page = pageOf(rows, limit, (last) => [last._id])
      const context = await contextOf(own, posts, witnesses(page.rows))
      return { items: page.rows.map((row) => presentGrant(row, context)), nextCursor: page.nextCursor }
    },

    async places(actor) {
      const own = await standings.of(actor)
      const appointing = own.grants.filter(({ role }) => appointedBy(role).length > 0)
      const found = new Map<string, Post>()
      for (const { nodeId } of appointing)
        for (const post of await space.postsUnder(nodeId)) found.set(post.id, post)
      const posts = [...found.values()]
      const names = await space.names(posts.flatMap(({ parentId }) => parentId ?? []))
      return posts.flatMap((post): GrantPlaceView[] => {
        const roles = mayAppointAt(own, post)
        const within = post.parentId === null ? null : (names.get(post.parentId) ?? null)
        const { id: nodeId, kind, name } = post
        return roles.length === 0 ? [] : [{ nodeId, kind, name, within, roles }]
      })
    },

    async invitations(actor, nodeId) {
      const own = await standings.of(actor)
      const posts = await postsOf(own, nodeId)
      const rows = await book.invitationsAt(
        posts.map(({ id }) => id),
        clock.now(),
        MOST_INVITATIONS,
      )
      const context = await contextOf(
        own,
        posts,
        rows.map(({ invitedBy }) => invitedBy),
      )
      return rows.map((row) => {
        const place = posts.find(({ id }) => id === row.nodeId)
        const mayWithdraw = place !== undefined && mayAppointAt(own, place).includes(row.role)
        return presentInvitation(row, { ...context, maskedPhone: book.maskedPhoneOf(row), mayWithdraw })
      })
    },

    async holder(actor, accountId) {
      const own = await standings.of(actor)
      const ever = await book.everOf([accountId])
      const places = await space.posts(ever.map(({ nodeId }) => nodeId))
      const seen = ever.filter(({ nodeId }) => {
        const place = places.get(nodeId)
        return place !== undefined && judgeReading(own, place).allowed
      })
      const [newest] = seen
      if (!newest) throw new AppError('not_found')
      const context = await contextOf(own, [...places.values()], witnesses(seen))
      const held = seen.filter((row) => endOf(row, context.now) === null)
      const desks = new Set(
        held.filter(context.mayTake).flatMap(({ nodeId }) => places.get(nodeId)?.communityId ?? []),
      )
      let notices = 0
      for (const communityId of desks)
        notices += await work.countUnpublishedOf(workScope(communityId), accountId)
      return {
        accountId,
        name: (held[0] ?? newest).name,
        grants: [...held, ...seen.filter((row) => !held.includes(row))].map((row) =>
          presentGrant(row, context),
        ),
        work: { notices },
        abilities: { handOver: held.some(context.mayTake) },
      }
    },

    async view(actor, row) {
      const own = await standings.of(actor)
      const place = await standings.place(row.nodeId)
      return presentGrant(row, await contextOf(own, [place], witnesses([row])))
    },
  }
}
