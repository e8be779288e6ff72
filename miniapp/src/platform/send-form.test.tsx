import { QueryClient, QueryClientProvider, useMutation } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { sendForm } from './send-form'
import { useAttempt } from './use-attempt'
import { useDraft } from './use-draft'

const empty = { text: '', about: '' }
let answer: { readonly give: (text: string) => void; readonly refuse: (error: Error) => void }
const deliver = jest.fn(
  () => new Promise<string>((resolve, reject) => (answer = { give: resolve, refuse: reject })),
)
const goOn = jest.fn()

function Form() {
  const draft = useDraft('note', empty)
  const attempt = useAttempt('note')
  const send = useMutation({ mutationFn: deliver })
  const field = (name: 'text' | 'about') => (
    <input
      aria-label={name}
      value={draft.value[name]}
      onChange={({ target }) => draft.change({ [name]: target.value })}
    />
  )
  return (
    <>
      {field('text')}
      {field('about')}
      <button
        onClick={() =>
          sendForm(send, undefined, { attempt: begun(attempt), forget: draft.clear, onSuccess: goOn })
        }
      >
        送出
      </button>
    </>
  )
}

function begun(attempt: ReturnType<typeof useAttempt>) {
  attempt.begin({ text: '灯坏了' })
  return attempt
}

function Pages() {
  const [open, setOpen] = useState(true)
  return (
    <>
      <button onClick={() => setOpen(!open)}>进出</button>
      {open && <Form />}
    </>
  )
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name)
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByText(name))
const end = (how: () => void) =>
  act(async () => {
    how()
    await new Promise(process.nextTick)
  })

beforeEach(() => {
  localStorage.clear()
  jest.clearAllMocks()
  const client = new QueryClient({ defaultOptions: { mutations: { networkMode: 'always' } } })
  render(
    <QueryClientProvider client={client}>
      <Pages />
    </QueryClientProvider>,
  )
  type('text', '灯坏了')
})

async function sendAndLeave(): Promise<void> {
  await end(() => press('送出'))
  press('进出')
}

test('words that arrived after their form was left are not in the form when it is opened again', async () => {
  await sendAndLeave()
  await end(() => answer.give('ok'))
  expect(localStorage.length).toBe(0)
  press('进出')
  expect(field('text').value).toBe('')
  expect(goOn).not.toHaveBeenCalled()
})

test('a form opened again before the answer loses the words that were sent and keeps those written since', async () => {
  await sendAndLeave()
  press('进出')
  expect(field('text').value).toBe('灯坏了')
  type('about', '三号楼')
  await end(() => answer.give('ok'))
  expect([field('text').value, field('about').value]).toEqual(['', '三号楼'])
  // The words of now are another act than those that arrived.
  expect(localStorage.getItem('linli:attempt:note')).toBeNull()
})

test('words that did not arrive stay, and so does the key that keeps them from arriving twice', async () => {
  await sendAndLeave()
  await end(() => answer.refuse(new Error('offline')))
  press('进出')
  expect(field('text').value).toBe('灯坏了')
  expect(localStorage.getItem('linli:attempt:note')).not.toBeNull()
})

test('who stays is led on', async () => {
  await end(() => press('送出'))
  await end(() => answer.give('ok'))
  expect(goOn).toHaveBeenCalledWith('ok')
  expect(field('text').value).toBe('')
})
