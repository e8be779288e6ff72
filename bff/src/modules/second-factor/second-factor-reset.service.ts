import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { RESET_DAYS, secondFactorRoles } from '@linli/shared/second-factor/second-factor.rules'
import type { ColleagueView } from '@linli/shared/second-factor/second-factor.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { highest, type PlacedGrants } from './placed-grants'
import type { ResetRow } from './second-factor-reset.model'
import type { ResetsRepository } from './second-factor-resets.repository'
import { judgeReset, type PlacedGrant } from './second-factor.policy'
import type { FactorInbox, FactorPeople, FactorSessions, FactorSpace } from './second-factor.ports'
import type { SecondFactorRepository } from './second-factor.repository'

export interface SecondFactorResetService {
  /** Those whose second factor the caller may take part in resetting. */
  list(actor: Actor): Promise<ColleagueView[]>
  /** Asks for a reset. Throws `conflict` when one is open or there is nothing to reset. */
  request(actor: Actor, accountId: string): Promise<string>
  /**
   * Agrees, as another administrator than the one who asked: the factor is gone, every session of the person ends,
   * and the person is told. Throws `conflict` when the one who asked may no longer ask.
   */
  approve(actor: Actor, id: string): Promise<string>
  /** Refuses, or takes the own request back. */
  refuse(actor: Actor, id: string): Promise<string>
}

export interface SecondFactorResetDeps {
  readonly resets: ResetsRepository
  readonly factors: SecondFactorRepository
  readonly sessions: Pick<FactorSessions, 'endAllOf'>
  readonly people: FactorPeople
  readonly space: FactorSpace
  readonly grants: PlacedGrants
  readonly inbox: FactorInbox
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

const RESET_MS = RESET_DAYS * 86_400_000

/** A lost phone: two other administrators of the same reach take the second factor away, neither of them alone. */
export function createSecondFactorResetService(deps: SecondFactorResetDeps): SecondFactorResetService {
  const { resets, factors, people, space, grants, inbox, audit, uow, clock, ids } = deps

  /** The roles of the person meant, once it is clear that the caller may reset them. */
  async function targetFor(actor: Actor, accountId: string): Promise<PlacedGrant[]> {
    const [own, other] = await Promise.all([grants.of(actor.accountId), grants.of(accountId)])
    demand(judgeReset(own, other))
    return other
  }

  async function openFor(actor: Actor, id: string): Promise<{ row: ResetRow; target: PlacedGrant[] }> {
    const row = await resets.findOpen(id, clock.now())
    if (!row) throw new AppError('not_found')
    return { row, target: await targetFor(actor, row.accountId) }
  }

  const nameOf = async (accountId: string): Promise<string> =>
    (await people.staffCards([accountId])).get(accountId)?.name ?? '另一位负责人'

  const tell = async (
    row: Pick<ResetRow, '_id' | 'accountId'>,
    step: string,
    title: string,
    text: string,
  ) => {
    await inbox.deliver({
      communityId: null,
      topic: 'account',
      targetId: null,
      title,
      text,
      needsAct: false,
      dedupeKey: `second_factor.${step}:${row._id}`,
      recipients: [{ accountId: row.accountId, wechat: false }],
    })
  }

  /** The trail of the community it concerns; of the deployment when it is not one alone. */
  const record = (
    actor: Actor,
    action: AuditAct,
    row: Pick<ResetRow, '_id' | 'accountId'>,
    of: PlacedGrant[],
  ) => {
    const communities = communitiesAmong(actor, of)
    return audit.record({
      actor,
      action,
      communityId: communities.length === 1 ? (communities[0] ?? null) : null,
      targetType: 'account',
      targetId: row.accountId,
      detail: { resetId: row._id },
    })
  }

  return {
    async list(actor) {
      const own = await grants.of(actor.accountId)
      const reachable = (await grants.around(actor.grants, secondFactorRoles)).filter(
        (held) => judgeReset(own, held).allowed,
      )
      const accountIds = reachable.flatMap((held) => held[0]?.accountId ?? [])
      const open = await resets.openOf(accountIds, clock.now())
      const [enrolled, cards, places] = await Promise.all([
        factors.confirmedAmong(accountIds),
        people.staffCards([...accountIds, ...open.map((row) => row.requestedBy)]),
        space.names(reachable.flatMap((held) => held.map((grant) => grant.nodeId))),
      ])
      return reachable.flatMap((held): ColleagueView[] => {
        const grant = highest(held, secondFactorRoles)
        if (!grant) return []
        const { accountId, role, nodeId } = grant
        const reset = open.find((row) => row.accountId === accountId)
        return [
          {
            accountId,
            name: cards.get(accountId)?.name ?? '',
            role,
            place: places.get(nodeId) ?? '',
            enrolled: enrolled.includes(accountId),
            reset: reset
              ? {
                  id: reset._id,
                  requestedBy: cards.get(reset.requestedBy)?.name ?? '',
                  requestedAt: reset.requestedAt.toISOString(),
                  expiresAt: reset.expiresAt.toISOString(),
                  own: reset.requestedBy === actor.accountId,
                }
              : null,
          },
        ]
      })
    },

    async request(actor, accountId) {
      const target = await targetFor(actor, accountId)
      if ((await factors.confirmedAmong([accountId])).length === 0) throw new AppError('conflict')
      const now = clock.now()
      const row: ResetRow = {
        _id: ids.next('sfr'),
        accountId,
        requestedBy: actor.accountId,
        requestedAt: now,
        expiresAt: new Date(now.getTime() + RESET_MS),
        status: 'open',
        decidedBy: null,
        decidedAt: null,
      }
      const by = await nameOf(actor.accountId)
      await uow.run(async () => {
        await resets.expire(accountId, now)
        await resets.insert(row)
        await record(actor, 'second_factor.reset_request', row, target)
        // Whoever did not lose anything must hear of it before the second one agrees.
        await tell(
          row,
          'reset_requested',
          '有人申请重置您的动态码',
          `${by}申请重置，要另一位负责人同意才生效。不是您请他办的，请马上联系社区`,
        )
      })
      return row._id
    },

    async approve(actor, id) {
      const { row, target } = await openFor(actor, id)
      if (row.requestedBy === actor.accountId) throw new AppError('forbidden')
      if (!judgeReset(await grants.of(row.requestedBy), target).allowed) throw new AppError('conflict')
      await uow.run(async () => {
        if (!(await resets.approve(id, actor.accountId, clock.now()))) throw new AppError('conflict')
        await factors.remove(row.accountId)
        await deps.sessions.endAllOf(row.accountId)
        await record(actor, 'second_factor.reset', row, target)
        await tell(
          row,
          'reset',
          '您的动态码已经重置',
          '两位负责人已经同意。所有设备都已退出，请重新设置动态码',
        )
      })
      return id
    },

    async refuse(actor, id) {
      const { row, target } = await openFor(actor, id)
      await uow.run(async () => {
        if (!(await resets.refuse(id, actor.accountId, clock.now()))) throw new AppError('conflict')
        await record(actor, 'second_factor.reset_refuse', row, target)
      })
      return id
    },
  }
}

/** The communities of the actor's own reach that the roles of the other lie in. */
function communitiesAmong(actor: Actor, of: readonly PlacedGrant[]): string[] {
  const reach = new Set(actor.grants.flatMap((grant) => grant.communityIds))
  return [...new Set(of.flatMap((grant) => grant.path.filter((nodeId) => reach.has(nodeId))))]
}
