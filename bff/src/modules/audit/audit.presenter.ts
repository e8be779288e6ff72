import { kindOfAct, sayAct } from '@linli/shared/audit/audit.acts'
import type { AuditRowView } from '@linli/shared/audit/audit.schema'
import { roleLabel } from '@linli/shared/roles'
import { isSystemId } from '../../platform/actor'
import type { AuditRow } from '../../platform/audit/audit-row.model'

/** How the trail names what it speaks of; nothing here is more than masked. */
export interface AuditNames {
  /** How staff sign, by account. */
  readonly staff: ReadonlyMap<string, { readonly name: string }>
  /** By the id of what was acted on. */
  readonly things: ReadonlyMap<string, string>
}

/** What stands in a sentence for a thing that has no name to show. */
const unnamed: Readonly<Record<string, string>> = {
  person: '一位居民',
  node: '一处地方',
  account: '一位同事',
  community: '本社区',
}

function whoOf({ actorId, actorRole }: AuditRow, { staff }: AuditNames): string {
  if (isSystemId(actorId)) return '系统'
  const name = staff.get(actorId)?.name
  if (name === undefined) return actorRole === null ? '一位居民' : `一位${roleLabel[actorRole]}`
  return actorRole === null ? name : `${name}（${roleLabel[actorRole]}）`
}

export function presentAuditRow(row: AuditRow, names: AuditNames): AuditRowView {
  const label = names.things.get(row.targetId) ?? null
  const thing = row.targetId === row.actorId ? '本人' : (label ?? unnamed[row.targetType] ?? '')
  return {
    id: row._id,
    at: row.at.toISOString(),
    communityId: row.communityId,
    actor: {
      accountId: row.actorId,
      name: names.staff.get(row.actorId)?.name ?? null,
      role: row.actorRole,
    },
    sentence: `${whoOf(row, names)}${sayAct(row.action, thing, row.detail)}`,
    kind: kindOfAct(row.action),
    action: row.action,
    target: { type: row.targetType, id: row.targetId, label },
    detail: { ...row.detail },
    chain: row.seq !== undefined && row.hash !== undefined ? { seq: row.seq, hash: row.hash } : null,
  }
}
