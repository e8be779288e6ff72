import { idKindLabel } from '@linli/shared/people/identity.rules'
import {
  consentWayLabel,
  delegateScopeLabel,
  endReasonLabel,
  guardianBasisLabel,
} from '@linli/shared/people/people.kinds'
import { tagSourceLabel } from '@linli/shared/people/tag-catalogue'
import { shareText } from '@linli/shared/people/shares.rules'
import { roleLabel } from '@linli/shared/roles'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { maskPhone } from '../../platform/mask-phone'
import type { DataEntry, DataSubject, ErasureStep, PersonalData } from '../../platform/personal-data'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { DelegateAsksRepository } from './delegate-asks.repository'
import type { KinRepository } from './kin.repository'
import { nothingOwned } from './own-records.rules'
import { maskId, maskName } from './people.names'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonTracesRepository } from './person-traces.repository'
import type { PersonsRepository } from './persons.repository'
import type { RollSpace } from './roll.ports'
import type { RollRepository } from './roll.repository'
import type { RollService, RollWriter } from './roll.service'

export interface PeoplePersonalDataDeps {
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly kin: KinRepository
  readonly delegateAsks: Pick<DelegateAsksRepository, 'dropOf'>
  readonly traces: PersonTracesRepository
  readonly writer: RollService & RollWriter
  readonly seals: PersonSeals
  readonly space: Pick<RollSpace, 'names'>
  readonly uow: UnitOfWork
  readonly clock: Clock
}

const idsOf = ({ persons }: DataSubject): string[] => persons.map((person) => person.personId)
const dayOrNone = (at: Date | null, none: string): string => (at === null ? none : dayOf(at))

/** The roll as a part of what is kept about somebody, and what becomes of it when the account goes. */
export function createPeoplePersonalData(deps: PeoplePersonalDataDeps): PersonalData {
  const { persons, roll, kin, delegateAsks, traces, writer, seals, space, uow, clock } = deps

  const ownRows = async (subject: DataSubject): Promise<PersonRow[]> =>
    subject.persons.length === 0 ? [] : persons.findMany(subject.scope, idsOf(subject))

  async function kinEntries(subject: DataSubject): Promise<DataEntry[]> {
    const entries: DataEntry[] = []
    for (const { personId } of subject.persons) {
      const { guardians, delegates } = await kin.ofPerson(subject.scope, personId)
      const others = await persons.findMany(subject.scope, [
        ...guardians.flatMap((row) => [row.childPersonId, row.guardianPersonId]),
        ...delegates.flatMap((row) => [row.principalPersonId, row.delegatePersonId]),
      ])
      // The other one's name is that one's own: the family name is enough to know who is meant.
      const nameOf = (id: string): string => maskName(others.find((row) => row._id === id)?.name ?? '—')
      for (const row of guardians) {
        const isChild = row.childPersonId === personId
        entries.push({
          关系: isChild ? '您的监护人' : '您监护的孩子',
          对方: nameOf(isChild ? row.guardianPersonId : row.childPersonId),
          依据: guardianBasisLabel[row.basis],
          从哪天起: dayOf(row.from),
          到哪天: '现在',
        })
      }
      for (const row of delegates) {
        const isPrincipal = row.principalPersonId === personId
        entries.push({
          关系: isPrincipal ? '替您办事的人' : '您替他办事的人',
          对方: nameOf(isPrincipal ? row.delegatePersonId : row.principalPersonId),
          依据: `${consentWayLabel[row.consent.way]}：${row.scope.map((one) => delegateScopeLabel[one]).join('、')}`,
          从哪天起: dayOf(row.from),
          到哪天: dayOf(row.until),
        })
      }
    }
    return entries
  }

  async function markEntries(subject: DataSubject): Promise<DataEntry[]> {
    const entries: DataEntry[] = []
    for (const person of await ownRows(subject)) {
      const catalogue = await writer.catalogueOf(person.communityId)
      for (const tag of person.tags) {
        const definition = catalogue.get(tag.code)
        entries.push({
          标签: definition?.label ?? tag.code,
          用来做什么: definition?.purpose ?? '',
          来源: tagSourceLabel[tag.source],
          依据: tag.sourceRef ?? '',
          登记日期: dayOf(tag.setAt),
          有效到: dayOrNone(tag.expiresAt, '长期'),
        })
      }
    }
    return entries
  }

  /** One record of somebody who leaves: an owner stays on the roll of owners, anybody else goes off it. */
  async function leave(subject: DataSubject, personId: string): Promise<void> {
    const person = await persons.find(subject.scope, personId)
    if (!person) return
    const own = await kin.ofPerson(subject.scope, personId)
    const now = clock.now()
    await delegateAsks.dropOf(subject.scope, personId)
    await kin.setEnd(
      subject.scope,
      own.delegates.map((row) => row._id),
      now,
    )
    if (nothingOwned(await roll.historyOfPerson(subject.scope, personId))) {
      await kin.setEnd(
        subject.scope,
        own.guardians.map((row) => row._id),
        now,
      )
      await writer.freezePerson(subject.scope, personId)
      return
    }
    const tags = person.tags.filter((tag) => tag.source !== 'self')
    if (tags.length < person.tags.length)
      await writer.changePerson(subject.scope, person, person.version, { tags })
  }

  const erasure: ErasureStep = {
    name: 'roll',
    async erase(subject) {
      for (const { personId } of subject.persons) await uow.run(() => leave(subject, personId))
    },
  }

  return {
    erasures: [erasure],
    parts: [
      {
        kind: 'roll',
        count: async (subject) => (await ownRows(subject)).length,
        async entries(subject, { masked }) {
          return (await ownRows(subject)).map((row): DataEntry => {
            const phone = seals.openPhone(row)
            const number = seals.openIdNumber(row)
            return {
              姓名: row.name,
              手机号: phone === null ? '没有登记' : masked ? maskPhone(phone) : phone,
              出生日期: row.birthDate ?? '没有登记',
              证件: row.idKind === null ? '没有登记' : idKindLabel[row.idKind],
              证件号码: number === null ? '没有登记' : masked ? maskId(number) : number,
              核对证件: dayOrNone(row.identityConfirmedAt, '没有核对'),
              进入名册: dayOf(row.createdAt),
            }
          })
        },
      },
      {
        kind: 'homes',
        count: async (subject) =>
          subject.persons.length === 0 ? 0 : traces.countHomes(subject.scope, idsOf(subject)),
        async entries(subject, { limit }) {
          if (subject.persons.length === 0) return []
          const rows = await traces.homesOf(subject.scope, idsOf(subject), limit)
          return rows.map((row): DataEntry => ({
            房屋: row.roomLabel,
            关系: relationLabel[row.relation],
            份额: row.share === null ? '没有写明' : shareText(row.share),
            从哪天起: dayOf(row.from),
            到哪天: dayOrNone(row.to, '现在'),
            结束原因: row.endReason === null ? '' : endReasonLabel[row.endReason],
          }))
        },
      },
      {
        kind: 'marks',
        count: async (subject) => (await markEntries(subject)).length,
        entries: (subject) => markEntries(subject),
      },
      {
        kind: 'kin',
        count: async (subject) => (await kinEntries(subject)).length,
        entries: (subject) => kinEntries(subject),
      },
      {
        kind: 'roles',
        count: ({ accountId }) => traces.countGrants(accountId),
        async entries({ accountId }, { limit }) {
          const rows = await traces.grantsOf(accountId, limit)
          const names = await space.names(rows.map((row) => row.nodeId))
          return rows.map((row): DataEntry => ({
            身份: roleLabel[row.role],
            在哪里: names.get(row.nodeId) ?? '',
            署名: row.name,
            工作电话: row.workPhone ?? '',
            从哪天起: dayOf(row.from),
            到哪天: dayOrNone(row.to, '现在'),
          }))
        },
      },
    ],
  }
}
