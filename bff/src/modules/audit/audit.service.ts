import { actsOf, type ActKind, type AuditAct } from '@linli/shared/audit/audit.acts'
import type { AuditReport, AuditRowView } from '@linli/shared/audit/audit.schema'
import { staffRoles, type Role } from '@linli/shared/roles'
import { addDays, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import { chainScope, judgeAudit, judgeImports } from './audit.policy'
import type { AuditPeople, AuditSpace } from './audit.ports'
import { createAuditNames } from './audit-names'
import { presentAuditRow } from './audit.presenter'
import type { AuditRepository } from './audit.repository'
import { judgeEnd, verifyChain, type ChainReport } from './audit-verifier'

export interface AuditQuery {
  readonly communityId?: string | undefined
  readonly kind?: ActKind | undefined
  readonly action?: string | undefined
  readonly actorId?: string | undefined
  readonly targetId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** How one chain of the deployment stands; `communityId` null is the deployment's own. */
export type TenantReport = ChainReport & { readonly communityId: string | null; readonly waiting: number }

export interface AuditService {
  /** Newest first, each act as one sentence. */
  list(actor: Actor, query: AuditQuery): Promise<{ items: AuditRowView[]; nextCursor: string | null }>
  /** Who works in a community today. */
  actors(actor: Actor, communityId?: string): Promise<{ accountId: string; name: string; role: Role }[]>
  /** When a community's rooms or people were last imported, for the operator; null for never. */
  lastImportAt(actor: Actor, communityId: string): Promise<Date | null>
  /** Recomputes one slice of a community's chain, behind the row numbered `after`. */
  verify(actor: Actor, query: { communityId: string; after?: number | undefined }): Promise<AuditReport>
  /** Every chain of the deployment from its beginning, one after another; for the operator's command. */
  verifyAll(): AsyncGenerator<TenantReport>
}

export interface AuditServiceDeps {
  readonly audit: AuditRepository
  readonly people: AuditPeople
  readonly space: AuditSpace
  /** Rows of one answer of {@link AuditService.verify}. */
  readonly sliceRows?: number
}

/** Acts that bring in a list. */
const importActs: readonly AuditAct[] = ['space.import_rooms', 'import.finish']
/** About a third of a second's work, which a phone waits for without doubt. */
const SLICE_ROWS = 20_000

/** Reading the trail of staff acts (product §3.12); writing it is `platform/audit`. */
export function createAuditService(deps: AuditServiceDeps): AuditService {
  const { audit, people, space, sliceRows = SLICE_ROWS } = deps

  const namesFor = createAuditNames(deps)

  /** One slice; `start` 0 is the beginning. */
  async function slice(scope: Scope | null, start: number): Promise<ChainReport & { isEnd: boolean }> {
    const [heads, link] = [await audit.heads(scope), start === 0 ? null : await audit.linkAt(scope, start)]
    if (start > 0 && link === null)
      return {
        ...{ intact: false, checked: 0, head: null, isEnd: true },
        brokenAt: { seq: start, reason: 'gap' },
      }
    const part = await verifyChain(audit.chained(scope, { after: start, limit: sliceRows }), heads, link)
    const isEnd = !part.intact || part.checked < sliceRows
    return { ...(isEnd ? judgeEnd(part, heads) : part), isEnd }
  }

  return {
    async list(actor, { communityId, kind, action, actorId, targetId, from, to, cursor, limit = PAGE_ROWS }) {
      const scope = demand(judgeAudit(actor, communityId))
      const actions = action !== undefined ? [action] : kind && actsOf(kind)
      const rows = await audit.list(scope, {
        ...{ actions, actorId, targetId },
        from: from === undefined ? undefined : instantOf(from),
        until: to === undefined ? undefined : instantOf(addDays(to, 1)),
        before: cursor === undefined ? null : placeOf(cursor),
        limit: limit + 1,
      })
      const page = pageOf(rows, limit, (last) => [last.at.getTime(), last._id])
      const names = await namesFor(scope, page.rows)
      return { items: page.rows.map((row) => presentAuditRow(row, names)), nextCursor: page.nextCursor }
    },

    async actors(actor, communityId) {
      const scope = demand(judgeAudit(actor, communityId))
      const own = scope.communityIds.find((id) => id === actor.communityId) ?? scope.communityIds[0]
      if (own === undefined) throw new AppError('not_found')
      const posts = await space.postsUnder(own)
      const holders = await people.holdersAt(
        posts.map(({ id }) => id),
        staffRoles,
      )
      return [
        ...new Map(
          holders.map(({ accountId, name, role }) => [accountId, { accountId, name, role }]),
        ).values(),
      ]
    },

    async lastImportAt(actor, communityId) {
      const scope = demand(judgeImports(actor, communityId))
      const [row] = await audit.list(scope, { actions: importActs, before: null, limit: 1 })
      return row?.at ?? null
    },

    async verify(actor, { communityId, after = 0 }) {
      const scope = demand(judgeAudit(actor, communityId))
      const { isEnd, ...report } = await slice(scope, after)
      const heads = await audit.heads(scope)
      return {
        communityId,
        ...report,
        next: isEnd ? null : (report.head?.seq ?? null),
        total: await audit.lastSeq(scope),
        waiting: await audit.countWaiting(scope),
        heads: heads.map(({ day, seq, hash }) => ({ day, seq, hash })),
      }
    },

    async *verifyAll() {
      for (const communityId of await audit.tenants()) {
        const scope = chainScope(communityId)
        let checked = 0
        let part = await slice(scope, 0)
        checked += part.checked
        while (!part.isEnd) {
          part = await slice(scope, part.head?.seq ?? 0)
          checked += part.checked
        }
        const { intact, head, brokenAt } = part
        yield { communityId, intact, checked, head, brokenAt, waiting: await audit.countWaiting(scope) }
      }
    },
  }
}

function placeOf(cursor: string): { at: Date; id: string } {
  const [at, id] = decodeCursor(cursor, ['number', 'string'])
  return { at: new Date(at), id }
}
