import Taro, { calls } from '../../test/stubs/taro'
import { goBack, openPage, pageUrl } from './navigate'
import { sayNotOpened } from './not-opened'

beforeEach(() => {
  calls.length = 0
  Taro.pages = [{}]
})

test('a tab page is switched to, any other page is opened', () => {
  openPage('/pages/me?x=1')
  openPage('/packages/notices/detail?id=1')
  expect(calls).toEqual([
    { name: 'switchTab', options: { url: '/pages/me' } },
    { name: 'navigateTo', options: { url: '/packages/notices/detail?id=1' } },
  ])
})

test('the eleventh page replaces the tenth, because WeChat opens no more', () => {
  Taro.pages = Array.from({ length: 10 }, () => ({}))
  openPage('/packages/notices/detail?id=1')
  expect(calls[0]?.name).toBe('redirectTo')
})

test('a double tap opens one page; the link opens it again later, and at once when its code did not come', async () => {
  const url = '/packages/opinions/supplement?id=1'
  const arrive = () => history.pushState(null, '', url)
  const opened = async () => {
    await new Promise(process.nextTick)
    return calls.filter(({ name }) => name === 'navigateTo').length
  }
  openPage(url)
  openPage(url)
  expect(await opened()).toBe(1)
  // The address is there, the page not yet drawn over the link.
  arrive()
  openPage(url)
  expect(await opened()).toBe(1)
  sayNotOpened()
  openPage(url)
  expect(await opened()).toBe(2)
  history.pushState(null, '', '/packages/opinions/detail?id=1')
  openPage(url)
  expect(await opened()).toBe(3)
})

test('back from a page that was opened directly leads to its fallback', async () => {
  goBack('/packages/notices/list')
  expect(calls[0]).toEqual({ name: 'redirectTo', options: { url: '/packages/notices/list' } })
  Taro.pages = [{}, {}]
  goBack()
  expect(calls[1]?.name).toBe('navigateBack')
  await new Promise(process.nextTick)
})

test('asked twice before the page before is there, it goes back one page', async () => {
  Taro.pages = [{}, {}, {}]
  goBack()
  goBack()
  expect(calls.map(({ name }) => name)).toEqual(['navigateBack'])
  await new Promise(process.nextTick)
  goBack()
  expect(calls).toHaveLength(2)
})

test('an address has its values encoded and leaves missing ones out', () => {
  expect(pageUrl('/packages/notices/list', { q: '停 水', category: undefined })).toBe(
    '/packages/notices/list?q=%E5%81%9C%20%E6%B0%B4',
  )
  expect(pageUrl('/pages/home')).toBe('/pages/home')
})
