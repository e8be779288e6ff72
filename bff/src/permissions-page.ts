import type { Allow, Route } from '@linli/shared/contract'
import type { Permission } from '@linli/shared/permissions'
import { appointedBy, appointingRoles, placeOfRole } from '@linli/shared/grants/grants.rules'
import { roleLabel, roles, staffRoles, type Role } from '@linli/shared/roles'
import { hasSecondFactor } from '@linli/shared/second-factor/second-factor.rules'
import type { FeatureContract } from './contract'
import type { FeaturePermissions } from './permission-tables'

const head = `# Who may do what

Made by \`npm run permissions\` from the permission tables and the contract; do not edit. A role is always held for one
node of the space tree. Beyond the door the policy still judges the single thing: what lies outside one's reach is 404.

Reach: *self*, what belongs to the caller; *home*, the community looked at and the own homes; *community*, the
communities in which the role is held, those under a street or the district included; *deployment*, what belongs to no
community. ● may, ◆ may after proving the second factor within the last 15 minutes.
`

/** docs/permissions.md: roles, the tables' actions, and the door of every route. */
export function permissionsPage(
  tables: readonly FeaturePermissions[],
  contract: readonly FeatureContract[],
): string {
  const parts = [
    head,
    rolesPart(),
    '## Actions\n',
    ...tables.map(({ feature, table }) => actionsPart(feature, Object.entries(table))),
    appointmentsPart(),
    '## Routes\n',
    ...contract.map(({ feature, routes }) => routesPart(feature, Object.values(routes))),
  ]
  return parts.join('\n')
}

const shortNames: Record<Role, string> = {
  resident: 'resident',
  verified_resident: 'verified',
  grid_worker: 'grid',
  community_staff: 'staff',
  community_admin: 'admin',
  organisation_staff: 'organisation',
  supervisor: 'supervisor',
  street_admin: 'street',
  district_operator: 'operator',
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const tableOf = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(titles), row(titles.map(() => '---')), ...rows.map(row), ''].join('\n')

const rolesPart = (): string =>
  tableOf(
    ['role', 'column', '中文'],
    roles.map((role) => [`\`${role}\``, shortNames[role], roleLabel[role]]),
  )

/** Who gives and takes which staff role, from grants.rules. */
const appointmentsPart = (): string =>
  `## Appointments\n\nAt the own place and below it; nobody appoints oneself. A community keeps two administrators without an end.\n\n${tableOf(
    ['who', 'held at', ...staffRoles.map((role) => shortNames[role])],
    appointingRoles.map((who) => [
      `\`${who}\``,
      placeOfRole[who],
      ...staffRoles.map((role) => (appointedBy(who).includes(role) ? '●' : '')),
    ]),
  )}`

const actionsPart = (feature: string, actions: readonly (readonly [string, Permission])[]): string =>
  `### ${feature}\n\n${tableOf(
    ['action', 'reach', ...roles.map((role) => shortNames[role])],
    actions.map(([action, { roles: held, reach }]) => [
      `\`${action}\``,
      reach,
      ...roles.map((role) => (held.includes(role) ? '●' : '')),
    ]),
  )}`

const routesPart = (feature: string, routes: readonly Route[]): string =>
  `### ${feature}\n\n${tableOf(
    ['route', 'others', ...roles.map((role) => shortNames[role])],
    routes.map(({ method, path, allow, stepUp }) => [
      `\`${method} ${path}\``,
      othersOf(allow),
      ...roles.map((role) => (isLetIn(allow, role) ? markOf(role, stepUp) : '')),
    ]),
  )}`

const isLetIn = (allow: Allow, role: Role): boolean => typeof allow === 'string' || allow.includes(role)

/** Who has no second factor is not asked for one. */
const markOf = (role: Role, stepUp: boolean | undefined): string =>
  stepUp && hasSecondFactor([role]) ? '◆' : '●'

const othersOf = (allow: Allow): string =>
  allow === 'anyone' ? 'visitors' : allow === 'signed-in' ? 'signed in' : ''
