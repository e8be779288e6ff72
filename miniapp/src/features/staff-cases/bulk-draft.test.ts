import { bulkActOf, bulkItemsOf, copiesLeft, emptyBulk } from './bulk-draft'

test('an act says what is still missing before it is sent', () => {
  expect(bulkActOf('accept', emptyBulk)).toEqual({ kind: 'accept' })
  expect(bulkActOf('dispatch', emptyBulk)).toBe('请选择由谁主办')
  expect(bulkActOf('reply', { ...emptyBulk, text: ' 好 ' })).toBe('请先写答复')
  expect(bulkActOf('urgent', { ...emptyBulk, text: '明天有检查 ' })).toEqual({
    ...{ kind: 'urgent', urgent: true, reason: '明天有检查' },
  })
})

test('only what will change goes out, and an organisation reads what a person has left in the copy', () => {
  const line = { number: 'QH-20261123-0001', title: '灯', reason: '', version: 3 }
  const lines = [
    { ...line, id: 'a', will: true, copyText: '三楼的灯' },
    { ...line, id: 'b', will: false, copyText: null },
    { ...line, id: 'c', will: true, copyText: null },
  ]
  expect(bulkItemsOf(lines, { a: ' 灯坏了 ' })).toEqual([
    { id: 'a', version: 3, copyText: '灯坏了' },
    { id: 'c', version: 3 },
  ])
})

test('a copy stays until its case has gone out', () => {
  expect(copiesLeft({ a: '灯坏了', b: '门坏了' }, [{ id: 'a' }])).toEqual({ b: '门坏了' })
  expect(copiesLeft({ a: '灯坏了' }, [{ id: 'a' }])).toEqual({})
})
