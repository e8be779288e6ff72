import type { ImportAccounts, ImportGrants, HeldRole, RolesDesk } from './imports.ports'

const ROLES_AT_ONCE = 100

/** The desk of roles as lists ask it: who holds what with which phone, and what somebody may give. */
export function createImportGrants(
  desk: RolesDesk,
  accounts: Pick<ImportAccounts, 'phonesOf'>,
): ImportGrants {
  return {
    grant: (actor, role) => desk.grant(actor, role),
    async heldIn(actor, nodeId) {
      const held: HeldRole[] = []
      let cursor: string | undefined
      do {
        const page = await desk.list(actor, { nodeId, state: 'held', limit: ROLES_AT_ONCE, cursor })
        const phones = await accounts.phonesOf(page.items.map(({ accountId }) => accountId))
        for (const { accountId, name, role, nodeId: at, organisation, lastDay } of page.items)
          held.push({ name, role, nodeId: at, organisation, lastDay, phone: phones.get(accountId) ?? null })
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return held
    },
    async mayGive(actor) {
      return [...new Set((await desk.places(actor)).flatMap(({ roles }) => roles))]
    },
  }
}
