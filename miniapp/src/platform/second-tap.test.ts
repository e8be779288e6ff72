import { followTaps, noteNewScreen } from './second-tap'

const answered = jest.fn()
const button = document.createElement('button')

beforeAll(() => {
  followTaps()
  document.body.append(button)
  button.addEventListener('click', answered)
})

beforeEach(() => answered.mockClear())

/** A time long after everything before: the clock of the events, which jsdom does not let one set otherwise. */
let now = 1e9
const at = (event: Event, time: number) => Object.defineProperty(event, 'timeStamp', { value: time })
const click = (time: number, x: number, detail = 1) =>
  button.dispatchEvent(
    at(new MouseEvent('click', { bubbles: true, cancelable: true, clientX: x, clientY: 0, detail }), time),
  )
const touch = (time: number, x: number) => {
  button.dispatchEvent(at(new Event('touchend', { bubbles: true }), time))
  click(time, x)
}
const later = () => (now += 10_000)

test('the second tap of a double tap belongs to the screen of the first', () => {
  later()
  touch(now, 20)
  noteNewScreen()
  touch(now + 150, 24)
  touch(now + 300, 22)
  expect(answered).toHaveBeenCalledTimes(1)
  touch(now + 900, 22)
  expect(answered).toHaveBeenCalledTimes(2)
})

test('on the same screen, at another spot or after a moment every tap counts', () => {
  later()
  touch(now, 20)
  touch(now + 100, 20)
  noteNewScreen()
  touch(now + 200, 300)
  noteNewScreen()
  touch(now + 600, 300)
  expect(answered).toHaveBeenCalledTimes(4)
})

test('a mouse says itself which click is a second one; the keyboard is never held up', () => {
  later()
  click(now, 20)
  noteNewScreen()
  click(now + 400, 20, 2)
  expect(answered).toHaveBeenCalledTimes(1)
  click(now + 450, 20, 1)
  click(now + 460, 0, 0)
  expect(answered).toHaveBeenCalledTimes(3)
})

test('what was tapped before the new screen was drawn was meant for the one before', () => {
  const before = performance.now()
  noteNewScreen()
  click(before - 5, 20)
  expect(answered).not.toHaveBeenCalled()
})
