import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { askForProof } from '@/platform/second-factor'
import { transport } from '@/platform/transport'
import type { HttpAnswer, HttpRequest } from '@/platform/transport.types'
import { SecondFactorSheet } from './second-factor-sheet'

jest.mock('@/platform/transport')
const exchange = jest.mocked(transport)

const answer = (status: number, body: unknown): HttpAnswer => ({ status, body, header: () => undefined })
const status = (demoCode: string | null) =>
  answer(200, {
    enrolled: true,
    enrolledAt: null,
    recoveryCodesLeft: 9,
    provenUntil: null,
    helpers: [],
    demoCode,
  })
const wrong = answer(400, {
  type: 'urn:linli:problem:second_factor_wrong',
  title: 'wrong',
  status: 400,
  detail: '动态码不对',
  code: 'second_factor_wrong',
  requestId: 'req_1',
})

/** The server: the status to every GET, and these answers to the proofs in turn. */
function serve(demoCode: string | null, ...proofs: HttpAnswer[]): void {
  exchange.mockImplementation(({ method }: HttpRequest) =>
    Promise.resolve(method === 'GET' ? status(demoCode) : (proofs.shift() ?? wrong)),
  )
}
const proofs = () => exchange.mock.calls.map(([request]) => request).filter(({ method }) => method === 'POST')

function show(): void {
  const client = new QueryClient()
  render(
    <QueryClientProvider client={client}>
      <SecondFactorSheet />
    </QueryClientProvider>,
  )
}
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

/** What a call does that is refused until the factor is proven. */
function ask(enrolled: boolean): Promise<boolean> {
  let outcome = Promise.resolve(false)
  act(() => void (outcome = askForProof({ enrolled })))
  return outcome
}

/** The answer to a call, once the sheet has drawn what follows from it. */
async function outcomeOf(asked: Promise<boolean>): Promise<boolean> {
  await act(async () => void (await asked))
  return asked
}

beforeEach(() => exchange.mockReset())

test('nothing is shown until a call asks, and then the sheet has the focus in its field', async () => {
  serve(null)
  show()
  expect(screen.queryByRole('dialog')).toBeNull()
  const asked = ask(true)
  await screen.findByRole('dialog', { name: '请输入动态码' })
  expect(document.activeElement).toBe(screen.getByLabelText('动态码'))
  press('先不做')
  expect(await outcomeOf(asked)).toBe(false)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('a wrong code is said under the field and can be corrected; the right one ends the question', async () => {
  serve(null, wrong, answer(200, { provenUntil: '2026-11-23T02:15:00.000Z', recoveryCodesLeft: 9 }))
  show()
  const asked = ask(true)
  await screen.findByRole('dialog')
  type('动态码', '12')
  press('确认')
  await screen.findByText('请填 6 位动态码')
  expect(proofs()).toHaveLength(0)
  type('动态码', '111111')
  press('确认')
  await screen.findByText('动态码不对')
  type('动态码', '222222')
  expect(screen.queryByText('动态码不对')).toBeNull()
  press('确认')
  expect(await outcomeOf(asked)).toBe(true)
  expect(proofs().map(({ body }) => body)).toEqual([{ code: '111111' }, { code: '222222' }])
})

test('a recovery code goes another way, as it was typed', async () => {
  serve(null, answer(200, { provenUntil: '2026-11-23T02:15:00.000Z', recoveryCodesLeft: 8 }))
  show()
  const asked = ask(true)
  await screen.findByRole('dialog')
  press('用恢复码')
  type('恢复码', '7qx2 m4tb khw0 9zcd')
  press('确认')
  expect(await outcomeOf(asked)).toBe(true)
  expect(proofs().map(({ body }) => body)).toEqual([{ recoveryCode: '7qx2 m4tb khw0 9zcd' }])
})

test('a demo says that it is one, with the code', async () => {
  serve('246810')
  show()
  void ask(true)
  await screen.findByText('演示环境，现在的动态码是 246810')
  press('先不做')
})

test('who has set nothing up is led there instead, and the call ends', async () => {
  serve(null)
  show()
  const asked = ask(false)
  await screen.findByRole('dialog', { name: '请先设置动态码' })
  press('去设置')
  expect(await outcomeOf(asked)).toBe(false)
})
