import { area, day, mobile, personName, shareOf } from './imports.cells'
import { columnsOf } from './imports.columns'
import { importKinds } from './imports.kinds'
import { looksLikeHeader, readHeader, readRow, rowKey } from './imports.rows'

const today = '2026-11-26'
const place = { estate: '锦和苑', building: '3', unit: '2', room: '501室' }
const masked = '打了星号，请填完整的内容'

describe('cells', () => {
  test.each([
    [mobile, '138 0000-0001', '13800000001'],
    [mobile, '+8613800000001', '13800000001'],
    [mobile, '１３８００００００01', '13800000001'],
    [day, '2026-11-06', '2026-11-06'],
    [day, '2026/11/6', '2026-11-06'],
    [day, '2026.1.6', '2026-01-06'],
    [day, '20261106', '2026-11-06'],
    [day, '2026年11月6日', '2026-11-06'],
    [day, '46000', '2025-12-09'],
    [area, '89.55', 8955],
    [area, '89.5㎡', 8950],
    [area, '1,089平方米', 108_900],
    [area, '89.500', 8950],
    [shareOf, '1/2', { n: 1, d: 2 }],
    [shareOf, '2/4', { n: 1, d: 2 }],
    [shareOf, '33.33%', { n: 3333, d: 10_000 }],
    [shareOf, '全部', { n: 1, d: 1 }],
    [shareOf, '共同共有', 'joint'],
    [personName, '周 玉兰', '周玉兰'],
    [personName, '阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    [personName, 'Anna Smith', 'Anna Smith'],
  ])('%p reads %j', (parse, text, value) => {
    expect(parse(text)).toEqual({ ok: true, value })
  })

  test.each([
    [mobile, '1380000000', '手机号要 11 位，这里是 10 位'],
    [mobile, '138****0001', masked],
    [mobile, 'abc', '不是手机号'],
    [day, '2026-02-30', '没有这一天，请核对'],
    [day, '11月26日', '日期要写成 2026-11-26 这样'],
    [day, '1799-01-01', '年份太早，请核对'],
    [day, '1949-**-**', masked],
    [area, '八十九', '不是数字'],
    [area, '-5', '不是数字'],
    [area, '89.555', '最多两位小数'],
    [area, '0', '面积要大于 0'],
    [area, '1000000', '面积太大，请核对'],
    [shareOf, '一半', '份额要写成 1/2、50% 或“共同共有”'],
    [shareOf, '3/2', '份额不能超过整套房'],
    [shareOf, '0/2', '份额不能是 0'],
    [personName, '周**', masked],
    [personName, '=cmd', '姓名里有数字或符号，请核对'],
    [personName, '张伟2', '姓名里有数字或符号，请核对'],
  ])('%p refuses %j and says why', (parse, text, reason) => {
    expect(parse(text)).toEqual({ ok: false, reason })
  })
})

describe('a header', () => {
  it('is found by names and by what people also call them, with stars, brackets and blanks', () => {
    const cells = ['小区*', '楼号', '备注', ' 单 元 ', '房间号(必填)', '面积（㎡）', '没有导入的原因', '']
    expect(looksLikeHeader('rooms', cells)).toBe(true)
    expect(readHeader('rooms', cells)).toEqual({
      ok: true,
      header: {
        keys: ['estate', 'building', null, 'unit', 'room', 'areaHundredths', null, null],
        ignored: ['备注'],
      },
    })
  })

  it('without a required column, or with one twice, is refused by name', () => {
    expect(readHeader('owners', ['小区', '楼栋', '姓名'])).toEqual({
      ok: false,
      fault: 'header_missing',
      labels: ['房号'],
    })
    expect(readHeader('rooms', ['小区', '楼栋', '房号', '室号'])).toEqual({
      ok: false,
      fault: 'header_twice',
      labels: ['房号'],
    })
  })

  it.each(importKinds)(
    'of %s: every column reads its own example, and its own name means it alone',
    (kind) => {
      const labels = columnsOf(kind).map(([, { label }]) => label)
      const verdict = readHeader(kind, labels)
      expect(verdict.ok && verdict.header.keys).toEqual(columnsOf(kind).map(([key]) => key))
      for (const [, { parse, example }] of columnsOf(kind))
        if (example !== '') expect(parse(example).ok).toBe(true)
    },
  )
})

describe('a row', () => {
  it('of rooms is a place in its one spelling and what is said of it', () => {
    expect(readRow('rooms', { ...place, areaHundredths: '89.55', areaSource: '登记簿' }, today)).toEqual({
      ok: true,
      entry: {
        ...{ estate: '锦和苑', building: '3 号楼', unit: '2 单元', room: '501', grid: null },
        ...{ areaHundredths: 8955, areaSource: 'register' },
      },
    })
  })

  it('tells everything that is wrong at once, by column', () => {
    expect(readRow('owners', { ...place, estate: '', name: '', phone: '123', share: '2' }, today)).toEqual({
      ok: false,
      problems: [
        { column: 'estate', reason: '必须填写' },
        { column: 'name', reason: '必须填写' },
        { column: 'phone', reason: '手机号要 11 位，这里是 3 位' },
        { column: 'share', reason: '份额要写成 1/2、50% 或“共同共有”' },
      ],
    })
  })

  it('takes the day of birth from an identity number, and refuses one that differs', () => {
    const row = { ...place, name: '周玉兰', idNumber: '11010519491231002x' }
    expect(readRow('owners', row, today)).toMatchObject({
      ok: true,
      entry: { birthDate: '1949-12-31', identity: { kind: 'resident_id', number: '11010519491231002X' } },
    })
    expect(readRow('owners', { ...row, birthDate: '1949-12-30' }, today)).toMatchObject({
      problems: [{ column: 'birthDate' }],
    })
    expect(readRow('owners', { ...row, idNumber: '110105194912310021' }, today)).toMatchObject({
      problems: [{ column: 'idNumber', reason: '身份证号不对，请逐位核对' }],
    })
    expect(readRow('owners', { ...row, idNumber: 'E12345678', idKind: '护照' }, today).ok).toBe(true)
  })

  it('of marks finds a person by phone, number or room, and needs one of them', () => {
    expect(readRow('tags', { name: '周玉兰', tag: '养犬户' }, today)).toMatchObject({
      problems: [{ column: 'phone', reason: '手机号、证件号码、房屋，至少填一样才能找到人' }],
    })
    expect(readRow('tags', { name: '周玉兰', tag: '养犬户', ...place }, today).ok).toBe(true)
    expect(
      readRow('tags', { name: '周玉兰', tag: '低保', phone: '13800000001', expiresOn: '2026-11-25' }, today),
    ).toMatchObject({
      problems: [{ column: 'expiresOn' }],
    })
  })

  it('is the same row as another one however it is spelled', () => {
    const keyOf = (more: Record<string, string>): string => {
      const verdict = readRow('rooms', { ...place, ...more }, today)
      return verdict.ok ? rowKey('rooms', verdict.entry) : ''
    }
    expect(keyOf({ building: '３号楼', room: '501' })).toBe(keyOf({}))
    expect(keyOf({ room: '502' })).not.toBe(keyOf({}))
  })
})
