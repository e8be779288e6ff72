import { areaFault, editOf, emptyForm } from './node-form'

it('a new room says only what was filled in; areas become hundredths', () => {
  expect(editOf('room', { ...emptyForm('room'), areaHundredths: '89.5' })).toEqual({
    ...{ propertyKind: 'residential', delivery: 'delivered', areaHundredths: 8_950 },
  })
})

it('an edit holds only what was changed, and what was emptied is taken away', () => {
  const before = { ...emptyForm('grid'), name: '第 1 网格', area: '锦和苑' }
  expect(editOf('grid', before, before)).toEqual({})
  expect(editOf('grid', { ...before, name: '第 9 网格', area: ' ' }, before)).toEqual({
    ...{ name: '第 9 网格', area: null },
  })
})

it('the name of a community is not the form’s to change', () => {
  const before = { ...emptyForm('community'), name: '青禾社区', phone: '1' }
  expect(editOf('community', { ...before, name: '别的', phone: '2' }, before)).toEqual({
    contact: { phone: '2', address: '', supervisionPhone: '' },
  })
})

it.each([
  ['89.50', undefined],
  ['', undefined],
  ['八十九', '面积写成数字，最多两位小数，例如 89.50'],
])('an area typed %s has the fault %s', (typed, fault) => expect(areaFault(typed)).toBe(fault))
