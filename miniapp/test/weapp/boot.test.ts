import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MiniProgram } from './mini-program'
import { wccAvailable } from './wxml'

/** Answers nothing useful, so that what stands here is what the screens do without a server's help. */
function createSilentServer(): Promise<{ server: Server; address: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(503, { 'content-type': 'application/problem+json' })
    response.end(
      JSON.stringify({
        type: 'urn:linli:problem:unavailable',
        title: 'Unavailable',
        status: 503,
        detail: '系统正在启动或维护，请过一会儿再试',
        code: 'unavailable',
        requestId: 'req_test',
      }),
    )
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({ server, address: `http://127.0.0.1:${port}` })
    })
  })
}

let server: Server
let app: MiniProgram

beforeAll(async () => {
  if (!wccAvailable)
    throw new Error(
      'The weapp harness needs x64 Linux: WeChat ships its template compiler for no other CI machine.',
    )
  const silent = await createSilentServer()
  server = silent.server
  app = new MiniProgram({ server: silent.address })
})

afterAll(() => {
  app?.close()
  server?.close()
})

test.each([
  ['pages/home', '首页'],
  ['pages/services', '办事'],
  ['pages/council', '议事'],
  ['pages/me', '我的'],
])('the tab page %s opens in WeChat’s logic layer and draws itself', async (route, title) => {
  const page = app.switchTab(`/${route}`)
  await page.until(
    ({ view }) => view.children.some((child) => typeof child !== 'string' && child.tag === 'wx-view'),
    'a root view',
  )
  expect(page.route).toBe(route)
  expect(page.title).toBe(title)
  expect(page.byClass('page')).toBeDefined()
  expect(page.text.length).toBeGreaterThan(0)
})

test('the page’s root carries the light theme', () => {
  expect(app.switchTab('/pages/me').byClass('theme-light')).toBeDefined()
})

test('what a screen reader needs reaches WeChat’s templates', async () => {
  const page = app.switchTab('/pages/me')
  const named = await page.until(
    (shown) => shown.find((node) => node.attr.ariaRole !== undefined && node.attr.ariaRole !== ''),
    'a node with a role',
  )
  expect(named.attr.ariaRole).toBeTruthy()
})

test('nothing was thrown and nothing was written as an error while the tabs opened', () => {
  expect(app.faults).toEqual([])
})
