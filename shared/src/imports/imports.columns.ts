import { idKindLabel, type IdKind } from '../people/identity.rules'
import { tagSourceLabel, type TagSource } from '../people/tag-catalogue'
import { relationLabel, type RelationKind } from '../session/relations'
import {
  areaSourceLabel,
  deliveryLabel,
  propertyKindLabel,
  type AreaSource,
  type Delivery,
  type PropertyKind,
} from '../space/space.kinds'
import {
  area,
  choice,
  day,
  mobile,
  paperNumber,
  personName,
  shareOf,
  words,
  yesOrNo,
  type CellParser,
} from './imports.cells'
import type { ImportKind } from './imports.kinds'

/** One column of a list, as templates show it and files bring it. */
export interface ImportColumn<T = unknown, R extends boolean = boolean> {
  readonly label: string
  /** What else people call it. */
  readonly aliases?: readonly string[]
  readonly required: R
  /** How a workbook keeps it: text keeps every digit. */
  readonly type: 'text' | 'number' | 'day'
  readonly parse: CellParser<T>
  readonly example: string
  /** One sentence for whoever fills it in. */
  readonly note: string
  readonly choices?: readonly string[]
  readonly width?: number
}

export type ImportColumns = Readonly<Record<string, ImportColumn>>

/** What a row of these columns says: required ones are there, the others may be null. */
export type ValuesOf<C extends ImportColumns> = {
  readonly [K in keyof C]: C[K] extends ImportColumn<infer T, infer R>
    ? R extends true
      ? T
      : T | null
    : never
}

const must = <T>(column: Omit<ImportColumn<T>, 'required'>): ImportColumn<T, true> => ({
  ...column,
  required: true,
})
const may = <T>(column: Omit<ImportColumn<T>, 'required'>): ImportColumn<T, false> => ({
  ...column,
  required: false,
})
const labelsOf = (labels: Readonly<Record<string, string>>): readonly string[] => Object.values(labels)

const estate = {
  label: '小区',
  aliases: ['小区名称', '楼盘'],
  type: 'text',
  parse: words(40),
  width: 16,
} as const
const building = {
  label: '楼栋',
  aliases: ['楼号', '栋', '幢', '楼'],
  type: 'text',
  parse: words(20),
} as const
const unit = { label: '单元', aliases: ['单元号'], type: 'text', parse: words(20) } as const
const room = {
  label: '房号',
  aliases: ['房间号', '室号', '户号', '室', '门牌'],
  type: 'text',
  parse: words(20),
} as const

/** Where somebody or something is: the same four columns in every list. */
const placeColumns = {
  estate: must({ ...estate, example: '锦和苑', note: '小区的名称，和房屋名册里一样' }),
  building: must({ ...building, example: '3 号楼', note: '可以只写数字：3 就是 3 号楼' }),
  unit: may({ ...unit, example: '2 单元', note: '没有单元的楼不填；可以只写数字' }),
  room: must({ ...room, example: '501', note: '不用写“室”' }),
}

/** The same where a row can be understood without. */
const optionalPlaceColumns = {
  estate: may({ ...estate, example: '', note: '没有手机号和证件号码时，用房屋找人' }),
  building: may({ ...building, example: '', note: '同上' }),
  unit: may({ ...unit, example: '', note: '同上' }),
  room: may({ ...room, example: '', note: '同上' }),
}

const name = must({
  ...{ label: '姓名', aliases: ['名字', '业主姓名', '业主', '住户姓名'], type: 'text' },
  ...{ parse: personName, example: '周玉兰', note: '和证件上一样' },
})
const phone = may({
  ...{ label: '手机号', aliases: ['手机', '电话', '联系电话', '手机号码', '联系方式'], type: 'text' },
  ...{ parse: mobile, example: '13800000001', note: '11 位；这一列是文本格式，不会变成科学计数', width: 16 },
})
const idKind = may({
  ...{ label: '证件类型', aliases: ['证件种类'], type: 'text', choices: labelsOf(idKindLabel), width: 20 },
  parse: choice<IdKind>(idKindLabel, { 身份证: 'resident_id', 二代身份证: 'resident_id' }),
  ...{ example: '居民身份证', note: '不填就当作居民身份证' },
})
const idNumber = may({
  ...{ label: '证件号码', aliases: ['证件号', '身份证号', '身份证号码', '身份证'], type: 'text' },
  ...{ parse: paperNumber, example: '', note: '有就填，用来认出同一个人；加密保存', width: 22 },
})
const birthDate = may({
  ...{ label: '出生日期', aliases: ['生日', '出生年月日'], type: 'day', parse: day },
  ...{ example: '1949-12-31', note: '有居民身份证号可以不填' },
})
const livesIn = may({
  ...{ label: '是否居住', aliases: ['是否入住', '居住'], type: 'text', parse: yesOrNo },
  ...{ choices: ['是', '否'], example: '是', note: '不填：新的算居住，已有的不变' },
})

export const roomColumns = {
  ...placeColumns,
  grid: may({
    ...{ label: '网格', aliases: ['所属网格', '网格名称'], type: 'text', parse: words(40) },
    ...{ example: '第一网格', note: '新楼栋属于哪个网格；已有楼栋在房屋树上改' },
  }),
  propertyKind: may({
    ...{
      label: '用途',
      aliases: ['房屋用途', '房屋性质'],
      type: 'text',
      choices: labelsOf(propertyKindLabel),
    },
    parse: choice<PropertyKind>(propertyKindLabel, {
      居住: 'residential',
      商业: 'shop',
      店铺: 'shop',
      储物间: 'storage',
    }),
    ...{ example: '住宅', note: '不填：新的算住宅，已有的不变' },
  }),
  areaHundredths: may({
    ...{ label: '建筑面积', aliases: ['面积', '建筑面积㎡', '建筑面积平方米'], type: 'number', parse: area },
    ...{ example: '89.55', note: '平方米，最多两位小数' },
  }),
  areaSource: may({
    ...{ label: '面积来源', type: 'text', choices: labelsOf(areaSourceLabel) },
    parse: choice<AreaSource>(areaSourceLabel, { 不动产登记簿: 'register', 不动产登记: 'register' }),
    ...{ example: '登记簿', note: '登记簿优先，其次实测，再次合同' },
  }),
  delivery: may({
    ...{ label: '交付情况', aliases: ['交付状态'], type: 'text', choices: labelsOf(deliveryLabel) },
    parse: choice<Delivery>(deliveryLabel, { 交付: 'delivered', 未交付: 'undelivered' }),
    ...{ example: '已交付', note: '不填：新的算已交付，已有的不变' },
  }),
} as const satisfies ImportColumns

export const ownerColumns = {
  ...placeColumns,
  name,
  phone,
  idKind,
  idNumber,
  birthDate,
  share: may({
    ...{ label: '份额', aliases: ['产权份额', '所有权份额'], type: 'text', parse: shareOf },
    ...{ example: '1/2', note: '1/2、50%、全部；没有约定就写“共同共有”或不填' },
  }),
  livesIn,
} as const satisfies ImportColumns

const residentRelations = {
  family: relationLabel.family,
  tenant: relationLabel.tenant,
  carer: relationLabel.carer,
} satisfies Partial<Record<RelationKind, string>>

export const peopleColumns = {
  ...placeColumns,
  name,
  relation: must({
    ...{
      label: '与房屋关系',
      aliases: ['关系', '住户类型'],
      type: 'text',
      choices: labelsOf(residentRelations),
    },
    parse: choice<keyof typeof residentRelations>(residentRelations, {
      ...{ 家庭成员: 'family', 家属: 'family', 租客: 'tenant', 承租人: 'tenant' },
      ...{ 照护人员: 'carer', 保姆: 'carer', 护工: 'carer' },
    }),
    ...{ example: '家人', note: '业主用“业主”表导入' },
  }),
  phone,
  idKind,
  idNumber,
  birthDate,
  livesIn,
} as const satisfies ImportColumns

export const tagColumns = {
  name,
  phone,
  idNumber,
  ...optionalPlaceColumns,
  tag: must({
    ...{ label: '标签', aliases: ['标签名称'], type: 'text', parse: words(40) },
    ...{ example: '养犬户', note: '本社区标签目录里的名称' },
  }),
  source: may({
    ...{ label: '来源', aliases: ['依据来源'], type: 'text', choices: labelsOf(tagSourceLabel) },
    parse: choice<TagSource>(tagSourceLabel),
    ...{ example: tagSourceLabel.import, note: '不填就当作名册导入' },
  }),
  sourceRef: may({
    ...{ label: '文号', aliases: ['认定文号', '依据'], type: 'text', parse: words(60) },
    ...{ example: '', note: '认定结果的文号；不要写收入数字' },
  }),
  expiresOn: may({
    ...{ label: '有效期至', aliases: ['有效期', '到期日'], type: 'day', parse: day },
    ...{ example: '2027-06-30', note: '认定结果到哪一天为止' },
  }),
} as const satisfies ImportColumns

/** The columns of every kind of list, in the order of its template. */
export const importColumns = {
  rooms: roomColumns,
  owners: ownerColumns,
  people: peopleColumns,
  tags: tagColumns,
} as const satisfies Record<ImportKind, ImportColumns>

export const columnsOf = (kind: ImportKind): readonly (readonly [string, ImportColumn])[] =>
  Object.entries<ImportColumn>(importColumns[kind])

/** What the second sheet of a template says, line by line. */
export const notesOf = (kind: ImportKind): readonly string[] => [
  '第一行是表头，请不要改动；从第二行开始，一行一条。',
  '示例行请删掉后再传。最多 20,000 行。可以传 XLSX，也可以传 CSV（UTF-8 或 GB18030）。',
  '请不要用公式：有公式的格子不会导入，请粘贴为数值。',
  '同一份表传两次，第二次不会改动任何内容。',
  ...columnsOf(kind).map(
    ([, { label, required, note, choices }]) =>
      `${label}（${required ? '必填' : '选填'}）：${note}${choices ? `。可选：${choices.join('、')}` : ''}`,
  ),
]
