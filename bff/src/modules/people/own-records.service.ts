import type { CorrectionField, WantedRelation } from '@linli/shared/privacy/privacy.kinds'
import { AppError } from '../../platform/problem-error'
import type { Clock } from '../../platform/clock'
import type { DataSubject } from '../../platform/personal-data'
import type { Scope } from '../../platform/scope'
import { relationLabel } from '@linli/shared/session/relations'
import { maskName } from './people.names'
import { nothingOwned, ownMarksOf } from './own-records.rules'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonTracesRepository } from './person-traces.repository'
import type { PersonsRepository } from './persons.repository'
import type { ResidencyRow } from './residency.model'
import type { RollRepository } from './roll.repository'
import type { RollService, RollWriter } from './roll.service'

/** The record somebody answers for, as the person sees it. */
export interface OwnRecord {
  readonly personId: string
  readonly communityId: string
  readonly maskedName: string
  readonly homes: readonly { readonly roomId: string; readonly label: string; readonly relation: string }[]
  /** Marks the person gave. */
  readonly ownMarks: readonly { readonly code: string; readonly label: string }[]
  /** Labels of the rooms the person owns. */
  readonly ownerOf: readonly string[]
}

/** What should be put right: a field with its new value, or what the person is to a room. */
export type RecordChange =
  | { readonly field: 'name' | 'phone' | 'birth_date'; readonly value: string }
  | { readonly field: 'relation'; readonly roomId: string; readonly value: WantedRelation }
  | { readonly field: 'other'; readonly value: string }

/** A record as the office compares it with a wish. */
export interface RecordNow {
  readonly name: string
  readonly maskedName: string
  /** Label of the present home, or nothing. */
  readonly where: string
  /** What stands there now; null for nothing, or for what is no field. */
  readonly value: string | null
}

/** What a person may see and do about the own record; used by the privacy feature. */
export interface OwnRecordsService {
  recordsOf(subject: DataSubject): Promise<OwnRecord[]>
  /** The records and those that were merged into them: acts may be recorded under either. */
  tracesOf(subject: DataSubject): Promise<{ communityId: string; personId: string }[]>
  /** Takes a mark off that the person gave. Throws `not_found`, `version_conflict`. */
  dropOwnMark(scope: Scope, personId: string, code: string): Promise<void>
  /** Null when the record is not on the roll any more. */
  stateOf(
    scope: Scope,
    personId: string,
    change: { readonly field: CorrectionField; readonly roomId: string | null },
  ): Promise<RecordNow | null>
  /** Whether the person belongs to the room today. */
  isAtHome(scope: Scope, personId: string, roomId: string): Promise<boolean>
  /** Writes what was agreed to, inside the caller's unit of work. Throws `not_found`, `version_conflict`, `shares_exceed`. */
  putRight(scope: Scope, personId: string, change: RecordChange): Promise<void>
  /** Ends what binds an account, inside the caller's unit of work. */
  unbind(accountId: string): Promise<void>
  forgetBindings(accountIds: readonly string[]): Promise<void>
}

export interface OwnRecordsDeps {
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly traces: PersonTracesRepository
  readonly writer: RollService & RollWriter
  readonly seals: PersonSeals
  readonly clock: Clock
}

export function createOwnRecords(deps: OwnRecordsDeps): OwnRecordsService {
  const { persons, roll, traces, writer, seals, clock } = deps

  const homesOf = async (scope: Scope, personId: string): Promise<ResidencyRow[]> =>
    (await roll.historyOfPerson(scope, personId)).filter((row) => row.to === null)

  async function recordOf(scope: Scope, person: PersonRow): Promise<OwnRecord> {
    const homes = await homesOf(scope, person._id)
    const catalogue = await writer.catalogueOf(person.communityId)
    return {
      personId: person._id,
      communityId: person.communityId,
      maskedName: maskName(person.name),
      homes: homes.map((row) => ({
        roomId: row.roomId,
        label: row.roomLabel,
        relation: relationLabel[row.relation],
      })),
      ownMarks: ownMarksOf(person.tags, clock.now()).map(({ code }) => ({
        code,
        label: catalogue.get(code)?.label ?? code,
      })),
      ownerOf: nothingOwned(homes)
        ? []
        : homes.flatMap((row) => (row.relation === 'owner' ? row.roomLabel : [])),
    }
  }

  function valueOf(person: PersonRow, field: CorrectionField, home: ResidencyRow | undefined): string | null {
    switch (field) {
      case 'name':
        return person.name
      case 'phone':
        return seals.openPhone(person)
      case 'birth_date':
        return person.birthDate
      case 'relation':
        return home ? relationLabel[home.relation] : null
      case 'other':
        return null
    }
  }

  return {
    async recordsOf({ persons: own, scope }) {
      const rows = await persons.findMany(
        scope,
        own.map(({ personId }) => personId),
      )
      const records: OwnRecord[] = []
      for (const row of rows) records.push(await recordOf(scope, row))
      return records
    },
    async tracesOf({ persons: own, scope }) {
      const found: { communityId: string; personId: string }[] = []
      for (const { communityId, personId } of own) {
        const merged = await persons.mergedInto(scope, personId)
        found.push(...[personId, ...merged].map((id) => ({ communityId, personId: id })))
      }
      return found
    },
    async dropOwnMark(scope, personId, code) {
      const person = await persons.find(scope, personId)
      const isOwn = person && ownMarksOf(person.tags, clock.now()).some((tag) => tag.code === code)
      if (!person || !isOwn) throw new AppError('not_found')
      const tags = person.tags.filter((tag) => tag.code !== code)
      await writer.changePerson(scope, person, person.version, { tags })
    },
    async stateOf(scope, personId, { field, roomId }) {
      const person = await persons.find(scope, personId)
      if (!person) return null
      const homes = await homesOf(scope, personId)
      const meant = roomId === null ? homes[0] : homes.find((row) => row.roomId === roomId)
      return {
        name: person.name,
        maskedName: maskName(person.name),
        where: (meant ?? homes[0])?.roomLabel ?? '',
        value: valueOf(person, field, meant),
      }
    },
    isAtHome: async (scope, personId, roomId) =>
      (await homesOf(scope, personId)).some((row) => row.roomId === roomId),
    async putRight(scope, personId, change) {
      const person = await persons.find(scope, personId)
      if (!person) throw new AppError('not_found')
      const { version } = person
      const demandOne = (changed: { version: number } | null): void => {
        if (changed === null) throw new AppError('version_conflict')
      }
      switch (change.field) {
        case 'name':
          return demandOne(await writer.correctOwn(scope, personId, { version, name: change.value }))
        case 'phone':
          return demandOne(await writer.correctOwn(scope, personId, { version, phone: change.value }))
        case 'birth_date':
          return demandOne(await writer.correctOwn(scope, personId, { version, birthDate: change.value }))
        case 'relation':
          if (change.value === 'none') {
            await writer.endResidency(scope, { personId, roomId: change.roomId, reason: 'moved_out' })
          } else {
            const home = { roomId: change.roomId, relation: change.value, share: null, livesIn: true }
            await writer.addResidency(scope, { personId, ...home })
          }
          return
        case 'other':
          return
      }
    },
    unbind: (accountId) => traces.endBindings(accountId, clock.now()),
    forgetBindings: (accountIds) => traces.forgetBindings(accountIds),
  }
}
