import { chooseTheme, decideTheme, themeStore } from './theme'
import { readStored } from './storage'

const plain = { elder: false, tone: 'system' } as const
const day = { dark: false, fontScale: 1 }

test.each([
  ['light', plain, day],
  ['dark', plain, { dark: true, fontScale: 1 }],
  ['light', { ...plain, tone: 'light' }, { dark: true, fontScale: 1 }],
  ['dark', { ...plain, tone: 'dark' }, day],
  ['elder', { elder: true, tone: 'dark' }, { dark: true, fontScale: 1 }],
] as const)('the theme is %s for %j on %j', (name, choice, system) => {
  expect(decideTheme(choice, system).name).toBe(name)
})

test('WeChat’s font scale is followed up to 1.4, and only until the person chooses one', () => {
  expect(decideTheme(plain, { dark: false, fontScale: 1.3 }).scale).toBe(1.3)
  expect(decideTheme(plain, { dark: false, fontScale: 2.5 }).scale).toBe(1.4)
  expect(decideTheme({ ...plain, scale: 1.125 }, { dark: false, fontScale: 1.3 }).scale).toBe(1.125)
})

test('elder mode begins at 1.25 and rows stack from 1.5 on', () => {
  expect(decideTheme({ elder: true, tone: 'system' }, day)).toMatchObject({
    scale: 1.25,
    ownScale: false,
    stacked: false,
  })
  expect(decideTheme({ elder: true, tone: 'system', scale: 1.5 }, day)).toMatchObject({
    ownScale: true,
    stacked: true,
  })
})

test('a choice is remembered on the device, and another mode starts at its own size', () => {
  chooseTheme({ elder: true, scale: 1.875 })
  expect(themeStore.get().scale).toBe(1.875)
  expect(readStored('theme')).toMatchObject({ elder: true, scale: 1.875 })
  chooseTheme({ elder: false })
  expect(themeStore.get()).toMatchObject({ name: 'light', scale: 1 })
})
