import { act, renderHook } from '@testing-library/react'
import type { PollView } from '@linli/shared/polls/polls.schema'
import type { MyRow } from './poll-words'
import { useBallot } from './use-ballot'

const mockCast = jest.fn()
const mockVote = jest.fn()
jest.mock('./queries', () => ({
  useCast: () => ({ mutateAsync: mockCast, isPending: false, error: null }),
  useVote: () => ({ mutateAsync: mockVote, isPending: false, error: null }),
}))
let mockDrawn = 0
jest.mock('@/platform/random-code', () => ({
  drawCode: () => Promise.resolve(String(++mockDrawn).padStart(32, '0')),
}))

const question = {
  ...{ id: 'q1', kind: 'motion', text: '种树吗？', method: 'single', min: 1, max: 1, scoreMax: 0, seats: 1 },
  options: ['同意', '反对'].map((text, at) => ({ key: 'AB'.charAt(at), text })),
}
const poll = (secrecy: 'secret' | 'named') =>
  ({ id: 'pol_1', secrecy, questions: [question] }) as unknown as PollView
const row = { rowId: 'prw_1', sharers: [], answers: null, voted: false } as unknown as MyRow
const kept = () => {
  const key = Object.keys(localStorage).find((name) => name.includes('ballot:'))
  return key === undefined ? '' : (localStorage.getItem(key) ?? '')
}

function begun(secrecy: 'secret' | 'named') {
  const onCast = jest.fn()
  const shown = renderHook(() => useBallot(poll(secrecy), row, onCast))
  act(() => shown.result.current.change(0, { abstains: false, keys: ['A'], marks: [] }))
  return { ...shown, onCast }
}

beforeEach(() => {
  localStorage.clear()
  mockCast.mockReset()
  mockVote.mockReset()
  mockDrawn = 0
})

test('two taps faster than the screen draw one code and send one ballot: the code that is kept is the one on the board', async () => {
  mockCast.mockResolvedValue({ recorded: true })
  const { result, onCast } = begun('secret')
  await act(async () => {
    result.current.confirm()
    result.current.confirm()
    await new Promise(process.nextTick)
  })
  expect(mockDrawn).toBe(1)
  expect(mockCast).toHaveBeenCalledTimes(1)
  expect(onCast).toHaveBeenCalledTimes(1)
  expect(kept()).toContain('1'.padStart(32, '0'))
})

test.each(['secret', 'named'] as const)(
  'a ballot that was cast (%s) is not offered again while its receipt is on the way',
  async (secrecy) => {
    mockCast.mockResolvedValue({ recorded: true })
    mockVote.mockResolvedValue({ recorded: true })
    const { result, onCast } = begun(secrecy)
    expect(result.current.sending).toBe(false)
    await act(async () => {
      result.current.confirm()
      await new Promise(process.nextTick)
    })
    expect(onCast).toHaveBeenCalledTimes(1)
    expect(result.current.sending).toBe(true)
  },
)

test.each(['secret', 'named'] as const)(
  'who leaves before the answer (%s) is not pulled to a receipt from wherever they are by then',
  async (secrecy) => {
    let answer = (): void => undefined
    const waiting = new Promise<object>((resolve) => (answer = () => resolve({ recorded: true })))
    mockCast.mockReturnValue(waiting)
    mockVote.mockReturnValue(waiting)
    const { result, unmount, onCast } = begun(secrecy)
    await act(async () => {
      result.current.confirm()
      await new Promise(process.nextTick)
    })
    unmount()
    await act(async () => {
      answer()
      await new Promise(process.nextTick)
    })
    expect(onCast).not.toHaveBeenCalled()
    // The device knows all the same that it arrived.
    if (secrecy === 'secret') expect(kept()).toMatch(/recorded\W+true/)
  },
)
