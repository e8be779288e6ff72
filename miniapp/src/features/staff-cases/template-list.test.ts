import { withTemplate } from './template-list'

const lamp = { title: '路灯', text: '已报修，两天内修好' }

test('a template comes first, and saved again after a lost answer it is there once', () => {
  const door = { title: '门禁', text: '已请物业检查门禁' }
  const list = withTemplate([door], lamp)
  expect(list).toEqual([lamp, door])
  expect(withTemplate(list ?? [], lamp)).toBeNull()
})

test('the same name with other words is another template', () => {
  expect(withTemplate([lamp], { ...lamp, text: '今天已修好' })).toHaveLength(2)
})
