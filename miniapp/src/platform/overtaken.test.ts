import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { ApiError } from './api-error'
import { NetworkError } from './network-error'
import { refreshIfOvertaken } from './overtaken'

const KEY = ['opinion', 'op_1']
const overtaken = new ApiError({
  type: '',
  title: '',
  status: 409,
  detail: '刚刚有变化',
  code: 'version_conflict',
  requestId: '',
})

/** A page that shows version 1, an act that fails with `error`, and a server whose next answer is given by hand. */
async function pageWith(error: Error) {
  const answers: ((version: number) => void)[] = []
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
  client.setQueryData(KEY, 1)
  const query = new QueryObserver(client, {
    queryKey: KEY,
    queryFn: () => new Promise<number>((resolve) => answers.push(resolve)),
  })
  query.subscribe(() => undefined)
  const act = new MutationObserver(client, {
    mutationFn: () => Promise.reject(error),
    onError: (fault: Error) => refreshIfOvertaken(client, fault, KEY),
  })
  const seen: [string, unknown][] = []
  act.subscribe(({ status }) => seen.push([status, client.getQueryData(KEY)]))
  const ended = act.mutate().catch(() => undefined)
  return { answers, ended, seen }
}

test('the refusal is shown when the newest state is there, not before', async () => {
  const { answers, ended, seen } = await pageWith(overtaken)
  while (answers.length === 0) await Promise.resolve()
  expect(seen.map(([status]) => status)).not.toContain('error')
  answers[0]?.(2)
  await ended
  expect(seen.at(-1)).toEqual(['error', 2])
})

test('any other error leaves what the page knows as it is', async () => {
  const { answers, ended, seen } = await pageWith(new NetworkError('offline'))
  await ended
  expect(answers).toEqual([])
  expect(seen.at(-1)).toEqual(['error', 1])
})
