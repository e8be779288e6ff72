import { changedSince, withoutTemplate, withTemplate } from './template-list'

const lamp = { title: '路灯', text: '已报修，两天内修好' }
const door = { title: '门禁', text: '已请物业检查门禁' }

test('a template comes first, and saved again after a lost answer it is there once', () => {
  const list = withTemplate([door], lamp)
  expect(list).toEqual([lamp, door])
  expect(withTemplate(list ?? [], lamp)).toBeNull()
})

test('the same name with other words is another template', () => {
  const later = { ...lamp, text: '今天已修好' }
  expect(withTemplate([lamp], later)).toHaveLength(2)
  expect(withoutTemplate([later, lamp], lamp)).toEqual([later])
})

test('what is gone already is not taken out again', () => {
  expect(withoutTemplate([door], lamp)).toBeNull()
})

test('whoever comes second reads what has changed', () => {
  expect(changedSince([door], [lamp])).toBe('别人刚改过模板，添了“路灯”，去掉了“门禁”')
  expect(changedSince([door], [lamp, door])).toBe('别人刚改过模板，添了“路灯”')
  // The version counts the other decisions about opinions too.
  expect(changedSince([door], [door])).toBe('别人刚改过模板')
})
