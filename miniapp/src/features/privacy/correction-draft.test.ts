import { bodyOf, faultOf, type CorrectionDraft } from './correction-draft'

const draft = (change: Partial<CorrectionDraft>): CorrectionDraft => ({
  ...{ field: 'name', personId: 'per_1', roomId: '', value: '', note: '' },
  ...change,
})

test.each([
  [{ field: 'name', value: ' 周 ' }, '请填完整的姓名'],
  [{ field: 'name', value: '周玉兰' }, undefined],
  [{ field: 'phone', value: '1380000' }, '请填 11 位手机号'],
  [{ field: 'phone', value: '13800000001' }, undefined],
  [{ field: 'birth_date', value: '' }, '请选出生日期'],
  [{ field: 'birth_date', value: '1958-03-04' }, undefined],
  [{ field: 'relation', value: 'none' }, '请选哪一套房'],
  [{ field: 'relation', roomId: 'nod_1', value: '' }, '请选应该是什么关系'],
  [{ field: 'relation', roomId: 'nod_1', value: 'none' }, undefined],
  [{ field: 'other', value: '门牌' }, '请写清楚哪里不对、应该是什么'],
] as const)('%j: %s', (change, fault) => {
  expect(faultOf(draft(change))).toBe(fault)
})

test('what is sent is trimmed, and carries a note only where one was written', () => {
  expect(bodyOf(draft({ value: ' 周玉岚 ', note: ' ' }))).toEqual({
    field: 'name',
    personId: 'per_1',
    value: '周玉岚',
  })
  const relation = draft({ field: 'relation', roomId: 'nod_1', value: 'family', note: '女儿家' })
  expect(bodyOf(relation)).toEqual({
    ...{ field: 'relation', personId: 'per_1', roomId: 'nod_1', value: 'family', note: '女儿家' },
  })
})
