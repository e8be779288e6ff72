import { dataKinds, type DataKind } from '@linli/shared/privacy/privacy.kinds'
import type {
  ConsentsView,
  DataKindView,
  LookView,
  OwnRecordView,
  ProofView,
} from '@linli/shared/privacy/privacy.schema'
import type { OptionalPurpose } from '@linli/shared/session/purposes'
import { dateAndTime } from '@linli/shared/time'
import { lookPurposeLabel } from '@linli/shared/people/people.kinds'
import { roleLabel } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { AuditRow } from '../../platform/audit/audit-row.model'
import type { Clock } from '../../platform/clock'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import type { DataEntry, DataSubject, PersonalDataPart } from '../../platform/personal-data'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { dataRegister } from './data-register'
import { lookActions, lookOf } from './looks.rules'
import type { LookedAt, LooksRepository, TrailPlace } from './looks.repository'
import { ownScope, subjectOf } from './privacy.policy'
import type {
  PrivacyAccounts,
  PrivacyPeople,
  PrivacyRecords,
  PrivacyRequests,
  PrivacySpace,
} from './privacy.ports'
import { lookWhatLabel, presentKind } from './privacy.presenter'
import { defaultPrivacySettings, EXPORTS_PER_DAY, type PrivacySettingsSource } from './privacy.settings'

export interface MyDataView {
  readonly kinds: DataKindView[]
  readonly records: OwnRecordView[]
  readonly proof: ProofView
  readonly exportsPerDay: number
  readonly correctionWorkdays: number
}

export interface MyDataService {
  /** Whose data the caller's are: the account with every record bound to it. */
  subject(actor: Pick<Actor, 'accountId'>): Promise<DataSubject>
  /** What is kept, kind by kind; empty kinds are left out. */
  overview(actor: Actor): Promise<MyDataView>
  /** The latest entries of a kind, numbers masked. */
  of(
    actor: Actor,
    kind: DataKind,
  ): Promise<{
    kind: DataKindView
    items: { facts: { name: string; value: string }[] }[]
    more: boolean
  }>
  /** Who looked at masked or sensitive data, the latest first. */
  looks(
    actor: Actor,
    query: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<{ items: LookView[]; nextCursor: string | null }>
  removeMark(actor: Actor, personId: string, code: string): Promise<void>
  consents(actor: Actor): Promise<ConsentsView>
  switchPurpose(actor: Actor, purpose: OptionalPurpose, on: boolean): Promise<ConsentsView>
  sendCode(actor: Actor): ReturnType<PrivacyAccounts['sendCode']>
  /** The looks as a part of the own data. */
  readonly looksPart: PersonalDataPart
}

export interface MyDataDeps {
  /** Every feature's part; one for each kind. */
  readonly parts: () => ReadonlyMap<DataKind, PersonalDataPart>
  readonly accounts: PrivacyAccounts
  readonly people: PrivacyPeople
  readonly records: PrivacyRecords
  readonly requests: PrivacyRequests
  readonly space: PrivacySpace
  readonly looks: LooksRepository
  readonly settings: PrivacySettingsSource
  readonly uow: UnitOfWork
  readonly clock: Clock
}

const SHOWN_ENTRIES = 50

/** What a person sees of what is kept about the own self (PIPL art. 44, 45). */
export function createMyData(deps: MyDataDeps): MyDataService {
  const { accounts, people, records, requests, space, looks, clock } = deps

  const subject: MyDataService['subject'] = async ({ accountId }) =>
    subjectOf(accountId, await people.boundPersons(accountId))

  function partOf(kind: DataKind): PersonalDataPart {
    const part = deps.parts().get(kind)
    if (!part) throw new Error(`no feature tells of ${kind}`)
    return part
  }

  /**
   * The records the account is or was bound to, and its requests: who asked need not be on the roll yet. The trail of a
   * community stays under it when it is merged into another one, so each is looked for there as well.
   */
  async function lookableOf(
    whose: DataSubject,
  ): Promise<{ readonly communityId: string; readonly thing: LookedAt }[]> {
    const traces = await records.tracesOf(whose)
    const asked = await requests.requestsOf(whose.accountId)
    const known = [
      ...traces.map(({ communityId, personId }) => ({
        communityId,
        thing: { type: 'person', id: personId } as const,
      })),
      ...asked.map(({ communityId, id }) => ({ communityId, thing: { type: 'home_request', id } as const })),
    ]
    const before = new Map<string, string[]>()
    for (const communityId of new Set(known.map((one) => one.communityId)))
      before.set(communityId, await space.mergedInto(communityId))
    return known.flatMap(({ communityId, thing }) =>
      [communityId, ...(before.get(communityId) ?? [])].map((id) => ({ communityId: id, thing })),
    )
  }

  async function looksOf(
    whose: DataSubject,
    page: { readonly before: TrailPlace | null; readonly limit: number },
  ): Promise<AuditRow[]> {
    const found: AuditRow[] = []
    for (const { communityId, thing } of await lookableOf(whose))
      found.push(...(await looks.at(ownScope(communityId), thing, lookActions, page)))
    return found
      .sort((a, b) => b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1))
      .slice(0, page.limit)
  }

  const namesOf = (rows: readonly AuditRow[]): Promise<Map<string, string>> =>
    space.names([...new Set(rows.flatMap((row) => row.communityId ?? []))])

  const looksPart: PersonalDataPart = {
    kind: 'looks',
    async count(whose) {
      let sum = 0
      for (const { communityId, thing } of await lookableOf(whose))
        sum += await looks.countAt(ownScope(communityId), thing, lookActions)
      return sum
    },
    async entries(whose, { limit }) {
      const rows = await looksOf(whose, { before: null, limit })
      const names = await namesOf(rows)
      return rows.map((row): DataEntry => {
        const { what, purpose } = lookOf(row)
        return {
          时间: dateAndTime(row.at, clock.now()),
          社区: names.get(row.communityId ?? '') ?? '',
          身份: row.actorRole === null ? '' : roleLabel[row.actorRole],
          看了什么: lookWhatLabel[what],
          用途: purpose === null ? '' : lookPurposeLabel[purpose],
        }
      })
    },
  }

  const viewOf = async (whose: DataSubject, kind: DataKind): Promise<DataKindView> =>
    presentKind(kind, dataRegister[kind], await partOf(kind).count(whose))

  return {
    subject,
    looksPart,
    async overview(actor) {
      const whose = await subject(actor)
      const own = await records.recordsOf(whose)
      const names = await space.names(own.map((record) => record.communityId))
      const views = await Promise.all(dataKinds.map((kind) => viewOf(whose, kind)))
      const [first] = whose.scope.communityIds
      const { correctionWorkdays } =
        first === undefined ? defaultPrivacySettings : await deps.settings.of(first)
      return {
        kinds: views.filter((view) => view.count > 0),
        records: own.map((record) => ({
          personId: record.personId,
          communityName: names.get(record.communityId) ?? '',
          maskedName: record.maskedName,
          homes: [...record.homes],
          ownMarks: [...record.ownMarks],
        })),
        proof: await accounts.proof(actor),
        exportsPerDay: EXPORTS_PER_DAY,
        correctionWorkdays,
      }
    },
    async of(actor, kind) {
      const whose = await subject(actor)
      const entries = await partOf(kind).entries(whose, { masked: true, limit: SHOWN_ENTRIES + 1 })
      return {
        kind: await viewOf(whose, kind),
        items: entries.slice(0, SHOWN_ENTRIES).map((entry) => ({
          facts: Object.entries(entry).flatMap(([name, value]) =>
            value === null || value === '' ? [] : [{ name, value: String(value) }],
          ),
        })),
        more: entries.length > SHOWN_ENTRIES,
      }
    },
    async looks(actor, { cursor, limit = PAGE_ROWS }) {
      const [at, id] = cursor === undefined ? [0, null] : decodeCursor(cursor, ['number', 'string'])
      const before = id === null ? null : { at: new Date(at), id }
      const found = await looksOf(await subject(actor), { before, limit: limit + 1 })
      const { rows, nextCursor } = pageOf(found, limit, (last) => [last.at.getTime(), last._id])
      const names = await namesOf(rows)
      return {
        items: rows.map((row) => ({
          id: row._id,
          at: row.at.toISOString(),
          communityName: names.get(row.communityId ?? '') ?? '',
          role: row.actorRole,
          ...lookOf(row),
        })),
        nextCursor,
      }
    },
    async removeMark(actor, personId, code) {
      const whose = await subject(actor)
      const own = whose.persons.find((person) => person.personId === personId)
      if (!own) throw new AppError('not_found')
      await deps.uow.run(() => records.dropOwnMark(ownScope(own.communityId), personId, code))
    },
    consents: (actor) => accounts.consents(actor),
    switchPurpose: (actor, purpose, on) => accounts.switchPurpose(actor, purpose, on),
    sendCode: (actor) => accounts.sendCode(actor),
  }
}
