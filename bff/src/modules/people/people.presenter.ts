import { isAdultOn, needsGuardianOn, yearsOn } from '@linli/shared/people/age.rules'
import { idKindLabel } from '@linli/shared/people/identity.rules'
import {
  consentWayLabel,
  delegateScopeLabel,
  endReasonLabel,
  guardianBasisLabel,
} from '@linli/shared/people/people.kinds'
import type {
  delegate,
  guardian,
  PersonCardView,
  RelationView,
  TagView,
} from '@linli/shared/people/person-card.schema'
import type { MergePreviewView } from '@linli/shared/people/merges.schema'
import type { PersonItemView } from '@linli/shared/people/people.schema'
import { tagHolds, tagSourceLabel, type TagDefinition } from '@linli/shared/people/tag-catalogue'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf } from '@linli/shared/time'
import type * as z from 'zod/mini'
import { maskPhone } from '../../platform/mask-phone'
import type { DelegateRow, GuardianRow } from './kin.model'
import type { MergeRefusal } from './merge-plan'
import { maskId, maskName } from './people.names'
import type { PersonRow, PersonTag } from './person.model'
import type { PersonSeals } from './person-seals'
import type { ResidencyRow } from './residency.model'

export type GuardianView = z.infer<typeof guardian>
export type DelegateView = z.infer<typeof delegate>
export type Catalogue = ReadonlyMap<string, TagDefinition>

/** What presenting asks beside the rows. */
export interface Presenting {
  readonly seals: PersonSeals
  readonly catalogue: Catalogue
  readonly now: Date
}

const maskedPhoneOf = (person: PersonRow, seals: PersonSeals): string | null => {
  const phone = seals.openPhone(person)
  return phone === null ? null : maskPhone(phone)
}

/** Marks everybody near may see: not sensitive, and holding. */
const openTags = (tags: readonly PersonTag[], catalogue: Catalogue, now: Date): TagDefinition[] =>
  tags.flatMap(({ code, expiresAt }) => {
    const definition = catalogue.get(code)
    return definition && !definition.sensitive && tagHolds(expiresAt, now) ? [definition] : []
  })

export function presentItem(
  person: PersonRow,
  homes: readonly ResidencyRow[],
  { seals, catalogue, now }: Presenting,
): PersonItemView {
  return {
    id: person._id,
    communityId: person.communityId,
    maskedName: maskName(person.name),
    maskedPhone: maskedPhoneOf(person, seals),
    age: yearsOn(person.birthDate, dayOf(now)),
    homes: homes.map(({ roomId, roomLabel, relation }) => ({ roomId, label: roomLabel, relation })),
    tags: openTags(person.tags, catalogue, now).map(({ label }) => label),
    hasAccount: homes.some((home) => home.accountId !== null),
  }
}

export function presentRelation(
  row: ResidencyRow,
  person: Pick<PersonRow, 'name' | 'birthDate'> | undefined,
  now: Date,
): RelationView {
  const { relation } = row
  return {
    id: row._id,
    personId: row.personId,
    roomId: row.roomId,
    roomLabel: row.roomLabel,
    // Whoever was taken off the roll leaves the room's history without a name.
    maskedName: person ? maskName(person.name) : '已注销',
    relation,
    relationLabel: relationLabel[relation],
    share: row.share,
    livesIn: row.livesIn,
    age: person ? yearsOn(person.birthDate, dayOf(now)) : null,
    hasAccount: row.accountId !== null,
    from: row.from.toISOString(),
    to: row.to?.toISOString() ?? null,
    endLabel: row.endReason === null ? null : endReasonLabel[row.endReason],
  }
}

export function presentTag(
  { code, source, sourceRef, setAt, expiresAt }: PersonTag,
  { label, purpose, sensitive }: Pick<TagDefinition, 'label' | 'purpose' | 'sensitive'>,
  now: Date,
): TagView {
  return {
    code,
    label,
    purpose,
    sensitive,
    sourceLabel: tagSourceLabel[source],
    sourceRef,
    setAt: setAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    expired: !tagHolds(expiresAt, now),
  }
}

/** A person's marks of one kind, in the order of the catalogue. */
export function presentTags(
  tags: readonly PersonTag[],
  catalogue: Catalogue,
  now: Date,
  shown: (definition: TagDefinition) => boolean,
): TagView[] {
  return [...catalogue.values()].filter(shown).flatMap((definition) => {
    const tag = tags.find((own) => own.code === definition.code)
    return tag ? [presentTag(tag, definition, now)] : []
  })
}

type Named = Pick<PersonRow, '_id' | 'name' | 'birthDate'>

const otherOf = (person: Named, now: Date) => ({
  personId: person._id,
  maskedName: maskName(person.name),
  age: yearsOn(person.birthDate, dayOf(now)),
})

export const presentGuardian = (row: GuardianRow, other: Named, now: Date): GuardianView => ({
  id: row._id,
  ...otherOf(other, now),
  basisLabel: guardianBasisLabel[row.basis],
  from: row.from.toISOString(),
})

export const presentDelegate = (row: DelegateRow, other: Named, now: Date): DelegateView => ({
  id: row._id,
  ...otherOf(other, now),
  scopeLabels: row.scope.map((scope) => delegateScopeLabel[scope]),
  consentLabel: `${consentWayLabel[row.consent.way]}，${dayOf(row.consent.at)}`,
  from: row.from.toISOString(),
  until: row.until.toISOString(),
  expired: row.until <= now,
})

/** What a card says of the person alone. */
export function presentPersonFacts(
  person: PersonRow,
  { seals, catalogue, now }: Presenting,
): Pick<
  PersonCardView,
  | 'id'
  | 'communityId'
  | 'version'
  | 'maskedName'
  | 'maskedPhone'
  | 'age'
  | 'adult'
  | 'needsGuardian'
  | 'identity'
  | 'tags'
> {
  const { _id, communityId, version, name, birthDate, tags } = person
  const today = dayOf(now)
  return {
    ...{ id: _id, communityId, version, maskedName: maskName(name) },
    maskedPhone: maskedPhoneOf(person, seals),
    age: yearsOn(birthDate, today),
    adult: isAdultOn(birthDate, today),
    needsGuardian: needsGuardianOn(birthDate, today),
    identity: identityOf(person, seals),
    tags: presentTags(tags, catalogue, now, (definition) => !definition.sensitive),
  }
}

function identityOf(person: PersonRow, seals: PersonSeals): PersonCardView['identity'] {
  if (person.idKind === null) return null
  const number = seals.openIdNumber(person)
  return {
    kindLabel: idKindLabel[person.idKind],
    maskedNumber: number === null ? null : maskId(number),
    confirmed: person.identityConfirmedAt !== null,
  }
}

const refusalLabel: Record<MergeRefusal, string> = {
  both_bound: '两份档案各有一个登录账号，请先解除其中一个的房屋绑定',
  two_identities: '两份档案的证件号码不同，是两个人',
}

interface Side {
  readonly person: PersonRow
  readonly history: readonly ResidencyRow[]
  readonly hasAccount: boolean
}

export function presentMergePreview(
  keep: Side,
  drop: Side,
  refused: MergeRefusal | null,
  polls: MergePreviewView['polls'],
  presenting: Pick<Presenting, 'seals' | 'catalogue'>,
): MergePreviewView {
  return {
    keep: sideOf(keep, presenting),
    drop: sideOf(drop, presenting),
    same: {
      name: keep.person.name === drop.person.name,
      phone: presenting.seals.openPhone(keep.person) === presenting.seals.openPhone(drop.person),
      birthDate: keep.person.birthDate === drop.person.birthDate,
    },
    refused: refused && refusalLabel[refused],
    polls,
  }
}

function sideOf(
  { person, history, hasAccount }: Side,
  { seals, catalogue }: Pick<Presenting, 'seals' | 'catalogue'>,
): MergePreviewView['keep'] {
  const identity = identityOf(person, seals)
  return {
    ...{ id: person._id, version: person.version, maskedName: maskName(person.name) },
    maskedPhone: maskedPhoneOf(person, seals),
    birthYear: person.birthDate?.slice(0, 4) ?? null,
    identity: identity && `${identity.kindLabel} ${identity.maskedNumber ?? ''}`.trim(),
    homes: history
      .filter((row) => row.to === null)
      .map((row) => `${row.roomLabel}（${relationLabel[row.relation]}）`),
    // How many sensitive marks there are says something already.
    tags: person.tags.flatMap(({ code }) => {
      const definition = catalogue.get(code)
      return definition && !definition.sensitive ? [definition.label] : []
    }),
    hasAccount,
    createdAt: person.createdAt.toISOString(),
  }
}
