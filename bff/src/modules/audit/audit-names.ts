import type { AuditRow } from '../../platform/audit/audit-row.model'
import type { Scope } from '../../platform/scope'
import type { AuditPeople, AuditSpace } from './audit.ports'
import type { AuditNames } from './audit.presenter'

/** How the trail names what some of its rows speak of, in one read per kind of thing. */
export function createAuditNames({
  people,
  space,
}: {
  readonly people: AuditPeople
  readonly space: AuditSpace
}): (scope: Scope, rows: readonly AuditRow[]) => Promise<AuditNames> {
  return async (scope, rows) => {
    const idsOf = (...types: string[]) => [
      ...new Set(rows.filter((row) => types.includes(row.targetType)).map((row) => row.targetId)),
    ]
    const accounts = [...new Set([...rows.map((row) => row.actorId), ...idsOf('account')])]
    const [staff, residents, places] = await Promise.all([
      people.staffCards(accounts),
      people.residentLabels(scope, idsOf('person')),
      space.labels(idsOf('node', 'community')),
    ])
    return {
      staff,
      things: new Map([
        ...places,
        ...[...staff].map(([id, card]) => [id, card.name] as const),
        ...[...residents].map(
          ([id, { maskedName, where }]) => [id, where ? `${maskedName}（${where}）` : maskedName] as const,
        ),
      ]),
    }
  }
}
