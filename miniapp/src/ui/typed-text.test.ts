import { createTypedText } from './typed-text'

const FIRST = '<p>骗子说：<strong>“转账”</strong> &amp; 挂断</p>'
const HELD = '<p wx:x>骗子说：<b>“转账”</b> &amp; 挂断</p>'
const filling = { html: HELD, text: '骗子说：“转账” & 挂断\n' }
const typing = { html: HELD.replace('挂断', '挂断。请转告'), text: '骗子说：“转账” & 挂断。请转告\n' }

it('what the editor fills in is nobody’s typing, before and after it says how it holds the text', () => {
  const typed = createTypedText(FIRST)
  expect(typed.isTyped({ html: '<p></p>', text: '\n' })).toBe(false)
  expect(typed.isTyped(filling)).toBe(false)
  typed.filled(filling)
  expect(typed.isTyped(filling)).toBe(false)
})

it('what is typed in the moment before it has said so is not lost, and the rest counts too', () => {
  const early = createTypedText(FIRST)
  expect(early.isTyped(typing)).toBe(true)
  early.filled(typing)
  expect(early.isTyped(typing)).toBe(true)
  // The editor may say what it holds before it tells of the typing.
  const late = createTypedText(FIRST)
  late.filled(typing)
  expect(late.isTyped(typing)).toBe(true)
})

it('afterwards every change counts, one of form alone as well; in an empty editor everything is typed', () => {
  const typed = createTypedText(FIRST)
  typed.filled(filling)
  expect(typed.isTyped({ html: HELD.replace('<p wx:x>', '<h3>'), text: filling.text })).toBe(true)
  expect(createTypedText('').isTyped({ html: '<p>好</p>', text: '好' })).toBe(true)
})
