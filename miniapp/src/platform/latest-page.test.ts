import { calls } from '../../test/stubs/taro'
import { latestPageOnly } from './latest-page'

/** Code of a page that comes, or fails, when the test says so. */
function code() {
  let resolve: (page: string) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<string>((...ends) => ([resolve, reject] = ends))
  return { promise, resolve, reject }
}

const load = (page: Promise<string>) => (context: unknown, params: unknown) =>
  [page, context, params] as const

function twoPages() {
  const slow = code()
  const quick = code()
  const routes = latestPageOnly([
    { path: 'slow', load: load(slow.promise) },
    { path: 'quick', load: load(quick.promise) },
  ])
  const shown: unknown[] = []
  const open = (index: number) => {
    const [code, ...handed] = routes[index]?.load('context', 'params') ?? []
    expect(handed).toEqual(['context', 'params'])
    return Promise.resolve(code).then((page) => shown.push(page))
  }
  return { slow, quick, shown, open, paths: routes.map(({ path }) => path) }
}

test('a page that arrives after the person went on is not shown', async () => {
  const { slow, quick, shown, open } = twoPages()
  void open(0)
  const second = open(1)
  quick.resolve('quick page')
  await second
  slow.resolve('slow page')
  await slow.promise
  await Promise.resolve()
  expect(shown).toEqual(['quick page'])
})

test('a page that arrives in time is shown, and opened again it is shown again', async () => {
  const { slow, shown, open, paths } = twoPages()
  slow.resolve('slow page')
  await open(0)
  await open(0)
  expect(shown).toEqual(['slow page', 'slow page'])
  expect(paths).toEqual(['slow', 'quick'])
})

test('a page whose code does not come is told of once, unless the person has gone on', async () => {
  const { slow, quick, shown, open } = twoPages()
  calls.length = 0
  void open(0)
  const second = open(1)
  slow.reject(new Error('offline'))
  quick.reject(new Error('offline'))
  await expect(second).rejects.toThrow('offline')
  expect(shown).toEqual([])
  expect(calls.map(({ name }) => name)).toEqual(['showToast'])
})
