import type { IdKind } from '@linli/shared/people/identity.rules'
import type { Share } from '@linli/shared/people/shares.rules'
import { tagHolds, type TagDefinition, type TagSource } from '@linli/shared/people/tag-catalogue'
import type { Role } from '@linli/shared/roles'
import type { Clock } from '../../platform/clock'
import { maskPhone } from '../../platform/mask-phone'
import type { Scope } from '../../platform/scope'
import { maskId, maskName } from './people.names'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonsRepository } from './persons.repository'
import type { Relation } from './residency.model'
import type { RollRepository } from './roll.repository'
import type { RollWriter } from './roll.service'

/** Somebody as a list of the roll names one; masked, unless the list may hold everything. */
export interface ListedPerson {
  readonly name: string
  readonly phone: string | null
  readonly idKind: IdKind | null
  readonly idNumber: string | null
  /** `1949-12-31`, masked `1949-**-**`. */
  readonly birthDate: string | null
}

export interface ListedRelation extends ListedPerson {
  readonly roomId: string
  readonly relation: Relation
  readonly share: Share | null
  readonly livesIn: boolean
}

export interface ListedTag extends ListedPerson {
  /** The oldest home, for people without phone and number. */
  readonly roomId: string | null
  readonly label: string
  readonly source: TagSource
  readonly sourceRef: string | null
  readonly expiresAt: Date | null
}

/** How much of a person a list shows. */
export interface ListReach {
  readonly masked: boolean
  /** Roles of whoever takes the list: marks are shown to those who may see them. */
  readonly roles: readonly Role[]
}

/** The roll as lists take it out: read batch by batch, so that a file is written while it is read. */
export interface PeopleLists {
  /** Who belongs to these rooms today, in the order of the rooms. */
  relationsOf(scope: Scope, roomIds: readonly string[], reach: ListReach): Promise<ListedRelation[]>
  /** Marks of the next persons in the order of their ids; `next` is null after the last ones. */
  tagsAfter(
    scope: Scope,
    communityId: string,
    page: { readonly after: string | null; readonly limit: number },
    reach: ListReach,
  ): Promise<{ readonly tags: ListedTag[]; readonly next: string | null }>
  /** The marks a community keeps, for lists that name them. */
  tagsOf(communityId: string): Promise<readonly TagDefinition[]>
}

export interface PeopleListsDeps {
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly writer: Pick<RollWriter, 'catalogueOf'>
  readonly seals: PersonSeals
  readonly clock: Clock
}

export function createPeopleLists({ persons, roll, writer, seals, clock }: PeopleListsDeps): PeopleLists {
  function listed(person: PersonRow, { masked }: ListReach): ListedPerson {
    const phone = seals.openPhone(person)
    const idNumber = seals.openIdNumber(person)
    const { name, idKind, birthDate } = person
    if (!masked) return { name, phone, idKind, idNumber, birthDate }
    return {
      name: maskName(name),
      phone: phone === null ? null : maskPhone(phone),
      idKind,
      idNumber: idNumber === null ? null : maskId(idNumber),
      birthDate: birthDate === null ? null : `${birthDate.slice(0, 4)}-**-**`,
    }
  }

  return {
    async relationsOf(scope, roomIds, reach) {
      const rows = await roll.ofRooms(scope, roomIds)
      const people = await persons.findMany(scope, [...new Set(rows.map((row) => row.personId))])
      const byId = new Map(people.map((person) => [person._id, person]))
      const order = new Map(roomIds.map((id, index) => [id, index]))
      return rows
        .flatMap((row): ListedRelation[] => {
          const person = byId.get(row.personId)
          const { roomId, relation, share, livesIn } = row
          return person ? [{ ...listed(person, reach), roomId, relation, share, livesIn }] : []
        })
        .sort((a, b) => (order.get(a.roomId) ?? 0) - (order.get(b.roomId) ?? 0))
    },
    async tagsAfter(scope, communityId, { after, limit }, reach) {
      const catalogue = await writer.catalogueOf(communityId)
      const now = clock.now()
      const people = await persons.sliceAll(scope, { after, limit })
      const marked = people.filter((person) => person.tags.length > 0)
      const homes = await roll.ofPersons(
        scope,
        marked.map((person) => person._id),
      )
      const tags = marked.flatMap((person) =>
        person.tags.flatMap(({ code, source, sourceRef, expiresAt }): ListedTag[] => {
          const definition = catalogue.get(code)
          const isSeen =
            definition !== undefined &&
            tagHolds(expiresAt, now) &&
            definition.visibleTo.some((role) => reach.roles.includes(role)) &&
            !(definition.sensitive && reach.masked)
          if (!isSeen) return []
          const roomId = homes.find((home) => home.personId === person._id)?.roomId ?? null
          return [{ ...listed(person, reach), roomId, label: definition.label, source, sourceRef, expiresAt }]
        }),
      )
      return { tags, next: people.length < limit ? null : (people.at(-1)?._id ?? null) }
    },
    async tagsOf(communityId) {
      return [...(await writer.catalogueOf(communityId)).values()]
    },
  }
}
