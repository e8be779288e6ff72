import { birthDateOfId, isIdNumber, type IdKind } from '../people/identity.rules'
import type { Share } from '../people/shares.rules'
import type { TagSource } from '../people/tag-catalogue'
import type { RelationKind } from '../session/relations'
import type { AreaSource, Delivery, PropertyKind } from '../space/space.kinds'
import { canonicalName, labelKey } from '../space/space.names'
import type { IsoDay } from '../time'
import {
  columnsOf,
  importColumns,
  type ImportColumn,
  type ImportColumns,
  type ValuesOf,
} from './imports.columns'
import { REASON_COLUMN, type ImportKind } from './imports.kinds'

/** What is wrong with one cell, or with a row as a whole (`column` null). */
export interface RowProblem {
  /** Key of the column. */
  readonly column: string | null
  readonly reason: string
}

/** A row of a file by the keys of its columns; empty cells are empty text. */
export type RowTexts = Readonly<Record<string, string>>

export interface Header {
  /** Key of the column at each place of a row; null is read over. */
  readonly keys: readonly (string | null)[]
  /** Headings that belong to no column. */
  readonly ignored: readonly string[]
}

export type HeaderVerdict =
  | { readonly ok: true; readonly header: Header }
  | {
      readonly ok: false
      readonly fault: 'header_missing' | 'header_twice'
      readonly labels: readonly string[]
    }

/** How headings are compared: half-width, without blanks, stars, and what stands in brackets. */
const headingKey = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[\s*:]/g, '')
    .toLowerCase()

const quiet = new Set([REASON_COLUMN, '行号', '序号'].map(headingKey))

function keysByHeading(kind: ImportKind): Map<string, string> {
  const found = new Map<string, string>()
  const columns = columnsOf(kind)
  for (const [key, { label }] of columns) found.set(headingKey(label), key)
  // A column's own name goes before what another one is also called.
  for (const [key, { aliases = [] }] of columns)
    for (const alias of aliases) if (!found.has(headingKey(alias))) found.set(headingKey(alias), key)
  return found
}

/** Whether a row is the header of a list of this kind: two of its columns, and more than one cell. */
export function looksLikeHeader(kind: ImportKind, cells: readonly string[]): boolean {
  const known = keysByHeading(kind)
  return new Set(cells.flatMap((cell) => known.get(headingKey(cell)) ?? [])).size >= 2
}

/** Which column stands where; every required one must. */
export function readHeader(kind: ImportKind, cells: readonly string[]): HeaderVerdict {
  const known = keysByHeading(kind)
  const keys = cells.map((cell) => known.get(headingKey(cell)) ?? null)
  const twice = keys.filter((key, index) => key !== null && keys.indexOf(key) !== index)
  const labelOf = (key: string): string => (importColumns[kind] as ImportColumns)[key]?.label ?? key
  if (twice.length > 0)
    return {
      ok: false,
      fault: 'header_twice',
      labels: [...new Set(twice)].flatMap((key) => (key ? labelOf(key) : [])),
    }
  const missing = missingColumns(kind, keys)
  if (missing.length > 0) return { ok: false, fault: 'header_missing', labels: missing }
  const ignored = cells.filter(
    (cell, index) => cell !== '' && keys[index] === null && !quiet.has(headingKey(cell)),
  )
  return { ok: true, header: { keys, ignored } }
}

/** Names of the required columns that are not among these. */
export const missingColumns = (kind: ImportKind, keys: readonly (string | null)[]): string[] =>
  columnsOf(kind)
    .filter(([key, { required }]) => required && !keys.includes(key))
    .map(([, { label }]) => label)

/** The place a row names, its parts in their one spelling. */
export interface PlaceWords {
  readonly estate: string
  readonly building: string
  readonly unit: string | null
  readonly room: string
}

export interface RoomSheetEntry extends PlaceWords {
  readonly grid: string | null
  readonly propertyKind?: PropertyKind
  readonly areaHundredths?: number
  readonly areaSource?: AreaSource
  readonly delivery?: Delivery
}

export interface PersonSheetEntry {
  readonly place: PlaceWords | null
  readonly name: string
  readonly phone: string | null
  readonly birthDate: IsoDay | null
  readonly identity: { readonly kind: IdKind; readonly number: string } | null
  /** Null where a row only finds somebody. */
  readonly home: {
    readonly relation: RelationKind
    readonly share: Share | null
    /** Null leaves it as it is. */
    readonly livesIn: boolean | null
  } | null
  readonly tag: {
    readonly label: string
    readonly source: TagSource
    readonly sourceRef: string | null
    readonly expiresOn: IsoDay | null
  } | null
}

export interface SheetEntries {
  readonly rooms: RoomSheetEntry
  readonly owners: PersonSheetEntry
  readonly people: PersonSheetEntry
  readonly tags: PersonSheetEntry
}

export type RowVerdict<E> =
  { readonly ok: true; readonly entry: E } | { readonly ok: false; readonly problems: readonly RowProblem[] }

/** Every cell by its own column; all problems of a row together, so that it is corrected once. */
function readCells<C extends ImportColumns>(
  columns: C,
  texts: RowTexts,
): { values: ValuesOf<C> } | { problems: RowProblem[] } {
  const problems: RowProblem[] = []
  const values = Object.entries<ImportColumn>(columns).map(([key, { required, parse }]) => {
    const text = (texts[key] ?? '').trim()
    if (text === '') {
      if (required) problems.push({ column: key, reason: '必须填写' })
      return [key, null] as const
    }
    const parsed = parse(text)
    if (!parsed.ok) problems.push({ column: key, reason: parsed.reason })
    return [key, parsed.ok ? parsed.value : null] as const
  })
  // Each value comes from its own column's parser, and required ones are there when nothing is wrong.
  return problems.length > 0 ? { problems } : { values: Object.fromEntries(values) as ValuesOf<C> }
}

const placeOf = ({ estate, building, unit, room }: PlaceWords): PlaceWords => ({
  estate: canonicalName('estate', estate),
  building: canonicalName('building', building),
  unit: unit === null ? null : canonicalName('unit', unit),
  room: canonicalName('room', room),
})

/** `锦和苑 3 号楼 2 单元 501` */
export const labelOfPlace = ({ estate, building, unit, room }: PlaceWords): string =>
  [estate, building, ...(unit === null ? [] : [unit]), room].join(' ')

type Identity = NonNullable<PersonSheetEntry['identity']>

/** The paper and the day of birth of a row, which must agree with each other. */
function whoOf(
  {
    idKind,
    idNumber,
    birthDate,
  }: { idKind?: IdKind | null; idNumber: string | null; birthDate?: IsoDay | null },
  today: IsoDay,
): { identity: Identity | null; birthDate: IsoDay | null; problems: RowProblem[] } {
  const problems: RowProblem[] = []
  const kind = idKind ?? 'resident_id'
  const stated = birthDate ?? null
  if (stated !== null && stated > today)
    problems.push({ column: 'birthDate', reason: '出生日期在今天之后，请核对' })
  if (idNumber === null) return { identity: null, birthDate: stated, problems }
  if (!isIdNumber(kind, idNumber)) {
    const reason = kind === 'resident_id' ? '身份证号不对，请逐位核对' : '证件号码不对，请核对'
    return { identity: null, birthDate: stated, problems: [...problems, { column: 'idNumber', reason }] }
  }
  const born = kind === 'resident_id' ? birthDateOfId(idNumber) : null
  if (born !== null && stated !== null && born !== stated)
    problems.push({ column: 'birthDate', reason: '和身份证号里的出生日期不一样' })
  return { identity: { kind, number: idNumber }, birthDate: stated ?? born, problems }
}

type Readers = {
  readonly [K in ImportKind]: (texts: RowTexts, today: IsoDay) => RowVerdict<SheetEntries[K]>
}

const wrongRow = (problems: readonly RowProblem[]): { ok: false; problems: readonly RowProblem[] } => ({
  ok: false,
  problems,
})

const readers: Readers = {
  rooms(texts) {
    const read = readCells(importColumns.rooms, texts)
    if ('problems' in read) return wrongRow(read.problems)
    const { grid, propertyKind, areaHundredths, areaSource, delivery, ...place } = read.values
    if (areaSource !== null && areaHundredths === null)
      return wrongRow([{ column: 'areaHundredths', reason: '写了面积来源，也要写建筑面积' }])
    return {
      ok: true,
      entry: {
        ...placeOf(place),
        grid: grid === null ? null : canonicalName('grid', grid),
        ...(propertyKind !== null && { propertyKind }),
        ...(areaHundredths !== null && { areaHundredths }),
        ...(areaSource !== null && { areaSource }),
        ...(delivery !== null && { delivery }),
      },
    }
  },
  owners(texts, today) {
    const read = readCells(importColumns.owners, texts)
    if ('problems' in read) return wrongRow(read.problems)
    const { name, phone, share, livesIn } = read.values
    const { identity, birthDate, problems } = whoOf(read.values, today)
    if (problems.length > 0) return wrongRow(problems)
    const home = { relation: 'owner', share: share === 'joint' ? null : share, livesIn } as const
    return {
      ok: true,
      entry: { place: placeOf(read.values), name, phone, birthDate, identity, home, tag: null },
    }
  },
  people(texts, today) {
    const read = readCells(importColumns.people, texts)
    if ('problems' in read) return wrongRow(read.problems)
    const { name, phone, relation, livesIn } = read.values
    const { identity, birthDate, problems } = whoOf(read.values, today)
    if (problems.length > 0) return wrongRow(problems)
    const home = { relation, share: null, livesIn }
    return {
      ok: true,
      entry: { place: placeOf(read.values), name, phone, birthDate, identity, home, tag: null },
    }
  },
  tags(texts, today) {
    const read = readCells(importColumns.tags, texts)
    if ('problems' in read) return wrongRow(read.problems)
    const { name, phone, estate, building, unit, room, tag, source, sourceRef, expiresOn } = read.values
    const { identity, problems } = whoOf(read.values, today)
    if (expiresOn !== null && expiresOn < today)
      problems.push({ column: 'expiresOn', reason: '这一天已经过去，请核对' })
    const isPlaced = estate !== null && building !== null && room !== null
    if (!isPlaced && phone === null && identity === null && problems.length === 0)
      problems.push({ column: 'phone', reason: '手机号、证件号码、房屋，至少填一样才能找到人' })
    if (problems.length > 0) return wrongRow(problems)
    return {
      ok: true,
      entry: {
        ...{ name, phone, identity, birthDate: null, home: null },
        place: isPlaced ? placeOf({ estate, building, unit, room }) : null,
        tag: { label: tag, source: source ?? 'import', sourceRef, expiresOn },
      },
    }
  },
}

/** What a row means, or everything that is wrong with it. `today` is the day in Shanghai. */
export const readRow = <K extends ImportKind>(
  kind: K,
  texts: RowTexts,
  today: IsoDay,
): RowVerdict<SheetEntries[K]> => readers[kind](texts, today)

const whoKey = ({ name, phone, identity }: PersonSheetEntry): string =>
  identity ? `${identity.kind}:${identity.number}` : `${name}/${phone ?? ''}`
const placeKey = (place: PlaceWords | null): string => (place === null ? '' : labelKey(labelOfPlace(place)))

const keys: { readonly [K in ImportKind]: (entry: SheetEntries[K]) => string } = {
  rooms: placeKey,
  owners: (entry) => `${placeKey(entry.place)}/${whoKey(entry)}`,
  people: (entry) => `${placeKey(entry.place)}/${whoKey(entry)}`,
  tags: (entry) =>
    `${whoKey(entry)}/${entry.identity || entry.phone ? '' : placeKey(entry.place)}/${entry.tag?.label}`,
}

/** What a row must not share with another one of the same file. */
export const rowKey = <K extends ImportKind>(kind: K, entry: SheetEntries[K]): string => keys[kind](entry)

/** Who a row is about, to tell a person met again from a new one; null where rows are no persons. */
export const personKey = <K extends ImportKind>(kind: K, entry: SheetEntries[K]): string | null =>
  kind === 'owners' || kind === 'people' ? personKeyOf(entry as PersonSheetEntry) : null

const personKeyOf = (entry: PersonSheetEntry): string =>
  entry.identity || entry.phone ? whoKey(entry) : `${whoKey(entry)}/${placeKey(entry.place)}`
