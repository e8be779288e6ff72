import { MutationObserver, QueryObserver } from '@tanstack/react-query'
import { createQueryClient } from './query-client'

/** A server that answers when the test says so; the newest question first or last. */
function asked() {
  const answers: ((state: string) => void)[] = []
  const ask = () => new Promise<string>((resolve) => answers.push(resolve))
  return { answers, ask }
}

test('an answer that was on its way when something was written does not put the old state back', async () => {
  const client = createQueryClient()
  const { answers, ask } = asked()
  const page = new QueryObserver(client, { queryKey: ['case'], queryFn: ask, initialData: 'new case' })
  const leave = page.subscribe(() => undefined)
  void page.refetch()
  expect(answers).toHaveLength(1)

  client.setQueryData(['case'], 'signed')
  answers[0]?.('new case')
  await Promise.resolve()
  expect(client.getQueryData(['case'])).toBe('signed')
  // What the server knows by now is asked for.
  expect(answers).toHaveLength(2)
  answers[1]?.('signed, and answered')
  await client.refetchQueries({ queryKey: ['case'] }, { cancelRefetch: false })
  expect(client.getQueryData(['case'])).toBe('signed, and answered')
  leave()
  client.clear()
})

test('what is written while nothing is on its way asks nothing anew', () => {
  const client = createQueryClient()
  const { answers, ask } = asked()
  const page = new QueryObserver(client, {
    ...{ queryKey: ['case'], queryFn: ask, initialData: 'new case', staleTime: Infinity },
  })
  const leave = page.subscribe(() => undefined)
  client.setQueryData(['case'], 'signed')
  expect(answers).toHaveLength(0)
  leave()
  client.clear()
})

test('a button hears that its act is under way before any timer can bring the next tap', async () => {
  const client = createQueryClient()
  const act = new MutationObserver(client, { mutationFn: asked().ask })
  const heard: string[] = []
  const leave = act.subscribe(({ status }) => heard.push(status))
  void act.mutate(undefined)
  await Promise.resolve()
  expect(heard).toEqual(['pending'])
  leave()
  client.clear()
})
