import { roleLabel } from '@linli/shared/roles'
import type { StaffSheetEntry } from '@linli/shared/imports/imports.rows'
import type { Actor } from '../../platform/actor'
import { appErrorFrom } from '../../platform/mongo-errors'
import type { Scope } from '../../platform/scope'
import type { ImportTarget, RowOutcome } from './import-targets'
import type { HeldRole, ImportGrants, ImportGrids } from './imports.ports'

export interface StaffTargetDeps {
  readonly grants: ImportGrants
  readonly grids: ImportGrids
}

const refused = (column: string | null, reason: string): RowOutcome => ({
  result: 'refused',
  problem: { column, reason },
})

/**
 * Staff: each row is a role given at the desk of roles, at once or when its phone signs in, by whoever confirmed the
 * list and within what they may give. A role that is held, or waits, is left as it is.
 */
export function createStaffTarget({ grants, grids }: StaffTargetDeps): ImportTarget<'staff'> {
  /** Where each row's role is held; null for a grid the community does not have. */
  async function placesOf(
    scope: Scope,
    communityId: string,
    rows: readonly StaffSheetEntry[],
  ): Promise<(string | null)[]> {
    const known = rows.some(({ grid }) => grid !== null)
      ? await grids.gridsByName(scope)
      : new Map<string, string>()
    return rows.map(({ grid }) => (grid === null ? communityId : (known.get(grid) ?? null)))
  }

  const isHeld = (held: readonly HeldRole[], { phone, role }: StaffSheetEntry, nodeId: string): boolean =>
    held.some((one) => one.phone === phone && one.role === role && one.nodeId === nodeId)

  async function give(row: StaffSheetEntry, nodeId: string, by: Actor): Promise<RowOutcome> {
    const { name, phone, role, organisation, expiresOn } = row
    try {
      await grants.grant(by, { role, nodeId, holder: { name, phone }, organisation, lastDay: expiresOn })
      return { result: 'created' }
    } catch (error) {
      const known = appErrorFrom(error)
      if (!known) throw error
      if (known.code === 'role_held') return { result: 'same' }
      if (known.code === 'forbidden') return refused('role', `您不能授予${roleLabel[role]}，也不能授给自己`)
      if (known.code === 'validation_failed')
        return refused('expiresOn', known.errors?.[0]?.message ?? '请核对')
      return refused(null, '没有授予成功，请在角色页面核对')
    }
  }

  return {
    isRowByRow: true,
    async check(scope, communityId, rows, by) {
      const places = await placesOf(scope, communityId, rows)
      const held = await grants.heldIn(by, communityId)
      const may = await grants.mayGive(by, communityId)
      return rows.map((row, index) => {
        const nodeId = places[index]
        if (nodeId == null) return refused('grid', '本社区没有这个网格')
        if (!may.includes(row.role)) return refused('role', `您不能授予${roleLabel[row.role]}`)
        return { result: isHeld(held, row, nodeId) ? 'same' : 'created' }
      })
    },
    async apply(scope, communityId, rows, by, goesOn) {
      const places = await placesOf(scope, communityId, rows)
      const held = await grants.heldIn(by, communityId)
      const outcomes: RowOutcome[] = []
      for (const [index, row] of rows.entries()) {
        // Somebody saw that it was the wrong list: each further role would be one more to take back.
        if (!(await goesOn())) break
        const nodeId = places[index]
        if (nodeId == null) outcomes.push(refused('grid', '本社区没有这个网格'))
        else if (isHeld(held, row, nodeId)) outcomes.push({ result: 'same' })
        else outcomes.push(await give(row, nodeId, by))
      }
      return outcomes
    },
  }
}
