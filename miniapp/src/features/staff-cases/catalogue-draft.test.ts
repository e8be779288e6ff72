import { blankItem, freshCode, itemFaults, wholeOf, wholeOrNone, withItem } from './catalogue-draft'

const item = {
  ...{ code: 'noise.dogs', label: '犬吠', days: 3, unit: 'workdays' as const },
  ...{ urgent: false, lead: null, start: 'next_day' as const, pauses: true },
  ...{ warnDays: null, mostExtensionDays: null, mostReopens: null },
}
const group = { code: 'noise', label: '噪音扰民', items: [item] }

test('a second level is changed, added and taken out in its own first level', () => {
  const own = blankItem(group)
  expect(own.code).toBe('noise.own-a')
  const more = withItem([group], 'noise', own.code, { ...own, label: '鸡叫' })
  expect(more[0]?.items.map(({ label }) => label)).toEqual(['犬吠', '鸡叫'])
  expect(freshCode(more[0] ?? group)).toBe('noise.own-b')
  const changed = withItem(more, 'noise', 'noise.dogs', { ...item, days: 5 })
  expect(changed[0]?.items[0]?.days).toBe(5)
  expect(withItem(changed, 'noise', 'noise.dogs', null)[0]?.items).toHaveLength(1)
  expect(withItem([group], 'other', 'other.x', item)).toEqual([group])
})

test('what is no whole number is a fault with a sentence', () => {
  expect(itemFaults({ ...item, days: wholeOf('三天') })).toEqual({ days: '请填 1 到 90 之间的数' })
  expect(itemFaults({ ...item, label: ' ' })).toEqual({ label: '请写类别的名字' })
  const wrong = { ...item, warnDays: wholeOrNone('x'), mostExtensionDays: 31, mostReopens: 6 }
  expect(Object.keys(itemFaults(wrong))).toEqual(['warnDays', 'mostExtensionDays', 'mostReopens'])
  expect(itemFaults({ ...item, mostExtensionDays: 0, mostReopens: wholeOrNone(' ') })).toEqual({})
  expect([wholeOf('12'), wholeOf('1.5'), wholeOf('')]).toEqual([12, Number.NaN, Number.NaN])
})
