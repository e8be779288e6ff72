import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { PageHandle } from './page-handle'
import { PageStack } from './page-stack'
import { Phone } from './phone'
import { createAnswers } from './wx-answer'
import { EditorModel } from './wx-editor'
import { createWx } from './wx-host'
import { createNetwork } from './wx-network'
import { createStorage } from './wx-storage'

type Act = (options: never) => unknown

const servers = { builtFor: 'http://built.for', server: 'http://127.0.0.1:9' }
const MEGABYTE = 1024 * 1024

/** Calls a function of wx and waits for what it answers: `ok`, or why it failed. */
const outcome = (act: Act | undefined, options: object): Promise<string> =>
  new Promise((resolve) => {
    const asked = {
      ...options,
      success: ({ errMsg }: { errMsg: string }) => resolve(errMsg),
      fail: ({ errMsg }: { errMsg: string }) => resolve(errMsg),
    }
    act?.(asked as never)
  })

function stackOf(phone: Phone) {
  const json = {
    pages: ['pages/home', 'pages/me'],
    subPackages: [{ root: 'packages/far', pages: ['page'] }],
    tabBar: { list: [{ pagePath: 'pages/home' }, { pagePath: 'pages/me' }] },
    preloadRule: { 'pages/me': { packages: ['packages/far'] } },
  }
  const make = (route: string) => ({ route, call: () => undefined }) as unknown as PageHandle
  const stack = new PageStack(json, phone, { over: false }, make)
  return { stack, wx: stack.functions() as Readonly<Record<string, Act>> }
}

test('the eleventh page is refused, a tab is reached by switchTab alone, and nothing lies behind the first page', async () => {
  const { stack, wx } = stackOf(new Phone())
  stack.restart('/pages/home')
  const open = () => outcome(wx.navigateTo, { url: '/packages/far/page' })
  for (let depth = 2; depth <= 10; depth += 1) expect(await open()).toBe('navigateTo:ok')
  expect(await open()).toBe('navigateTo:fail webview count limit exceed')
  expect(await outcome(wx.navigateTo, { url: '/pages/me' })).toContain('can not navigateTo a tabbar page')
  expect(await outcome(wx.redirectTo, { url: '/pages/me' })).toContain('can not redirectTo a tabbar page')
  expect(await outcome(wx.switchTab, { url: '/packages/far/page' })).toContain('no-tabBar page')
  expect(await outcome(wx.switchTab, { url: '/pages/me' })).toBe('switchTab:ok')
  expect(stack.pages).toHaveLength(1)
  expect(await outcome(wx.navigateBack, {})).toContain('cannot navigate back')
  expect(await outcome(wx.navigateTo, { url: '/pages/gone' })).toContain('is not found')
})

test('a subpackage that was not fetched does not open without a network; one a preload rule brought does', async () => {
  const phone = new Phone()
  const { stack, wx } = stackOf(phone)
  stack.restart('/pages/home')
  phone.setOnline(false)
  expect(await outcome(wx.navigateTo, { url: '/packages/far/page' })).toContain('fail to load subpackage')
  phone.setOnline(true)
  await outcome(wx.switchTab, { url: '/pages/me' })
  await new Promise((resolve) => setImmediate(resolve))
  phone.setOnline(false)
  expect(await outcome(wx.navigateTo, { url: '/packages/far/page' })).toBe('navigateTo:ok')
})

test('storage takes one megabyte under a key and ten in all', () => {
  const storage = createStorage(new Phone())
  expect(() => storage.setStorageSync('big', 'x'.repeat(MEGABYTE))).toThrow('max size 1Mb')
  const almost = 'x'.repeat(MEGABYTE - 2)
  for (let index = 0; index < 10; index += 1) storage.setStorageSync(`part-${index}`, almost)
  expect(() => storage.setStorageSync('one-more', 'x')).toThrow('max size 10Mb')
  storage.setStorageSync('part-0', 'replaced')
  expect(storage.getStorageInfoSync().keys).toHaveLength(10)
})

test('a request leaves only for the app’s own domain, and neither GET nor DELETE carries a body', async () => {
  const phone = new Phone()
  const { request } = createNetwork(phone, servers, createAnswers(phone, { over: false }))
  const ask = request as unknown as Act
  expect(await outcome(ask, { url: 'http://elsewhere/x' })).toBe('request:fail url not in domain list')
  phone.setOnline(false)
  expect(await outcome(ask, { url: 'http://built.for/x', data: {} })).toContain('ERR_INTERNET_DISCONNECTED')
  await outcome(ask, { url: 'http://built.for/x', method: 'DELETE', data: {}, header: { Referer: 'y' } })
  expect(phone.faults).toEqual([
    'wx.request turns the data of a GET into a query',
    'wx.request turns the data of a DELETE into a query',
    'wx.request sets no Referer',
  ])
})

test('a killed app hears of nothing any more', async () => {
  const phone = new Phone()
  const life = { over: false }
  const answers = createAnswers(phone, life)
  let heard = 0
  const done = answers.later({ complete: () => (heard += 1) }, 'late', () => ({}))
  life.over = true
  await done
  await new Promise((resolve) => setImmediate(resolve))
  expect(heard).toBe(0)
})

test('the editor writes WeChat’s dialect, keeps what it can hold of foreign HTML, and names what it does not know', async () => {
  const faults: string[] = []
  const told: string[] = []
  const editor = new EditorModel(
    (type) => told.push(type),
    (what) => faults.push(what),
  )
  editor.type('一')
  editor.context.format('bold')
  editor.type('二\n三')
  editor.context.format('list', 'ordered')
  expect(editor.contents.html).toBe(
    '<p wx:nodeid="2">一<strong wx:nodeid="1">二</strong></p><ol><li wx:nodeid="4"><strong wx:nodeid="3">三</strong></li></ol>',
  )
  expect(editor.contents.text).toBe('一二\n三\n')
  await new Promise<void>((resolve) => {
    editor.context.setContents({
      html: '<h2>题</h2><blockquote><p>引</p></blockquote><ul><li>a&amp;b</li></ul>',
      complete: () => resolve(),
    })
  })
  expect(editor.contents.html.replace(/ wx:nodeid="\d+"/g, '')).toBe(
    '<h2>题</h2><p>引</p><ul><li>a&amp;b</li></ul>',
  )
  await new Promise((resolve) => setImmediate(resolve))
  expect(told).toContain('input')
  expect(told).toContain('statuschange')
  editor.context.format('blink')
  expect(faults).toEqual(['EditorContext.format knows no blink undefined'])
})

/** Names the app calls on Taro that Taro answers itself. */
const OWN = new Set(['getCurrentPages'])

test('every function of wx that the app calls is one this host models', () => {
  const source = path.resolve(__dirname, '../../src')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.(h5|test)\.tsx?$/.test(file),
  )
  const called = files.flatMap((file) =>
    [...readFileSync(path.join(source, file), 'utf8').matchAll(/\bTaro\.(\w+)\(/g)].map(
      ([, name = '']) => name,
    ),
  )
  const phone = new Phone()
  const wx = createWx({
    ...servers,
    phone,
    life: { over: false },
    onTabPage: () => true,
    screen: () => undefined,
  })
  const { wx: moves } = stackOf(phone)
  const missing = [...new Set(called)].filter((name) => !(name in wx) && !(name in moves) && !OWN.has(name))
  expect(missing).toEqual([])
})
