import { QueryClient } from '@tanstack/react-query'
import { adoptAnswer } from './adopt-answer'

test('a reading that began before the write and ends after its answer does not take the answer back', async () => {
  const client = new QueryClient()
  const queryKey = ['topic', 'one']
  client.setQueryData(queryKey, 'nothing said')
  let end = (): void => undefined
  const reading = client
    .fetchQuery({
      queryKey,
      queryFn: () => new Promise<string>((resolve) => (end = () => resolve('nothing said'))),
    })
    .catch(() => 'dropped')
  await adoptAnswer(client, queryKey, 'said')
  end()
  await reading
  expect(client.getQueryData(queryKey)).toBe('said')
})
