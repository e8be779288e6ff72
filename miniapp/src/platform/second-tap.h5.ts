/** Two taps of one finger within this time are one double tap (Android's ViewConfiguration.getDoubleTapTimeout). */
const DOUBLE_TAP_MS = 300
/** How near to the first the second comes down: the smallest target (design §6). */
const SAME_SPOT_PX = 44
/** A click that follows a touch follows it at once; later it comes from a mouse. */
const FROM_TOUCH_MS = 1000

interface Tapped {
  readonly at: number
  readonly x: number
  readonly y: number
  /** The screen it was meant for. */
  readonly screen: number
}

let screen = 0
/** When the present screen was drawn. */
let drawnAt = 0
let touchedAt = -Infinity
let last: Tapped | undefined

const isSecondOf = (first: Tapped, { timeStamp, clientX, clientY, detail }: MouseEvent): boolean => {
  // A mouse counts its own clicks, as fast as its owner has set it.
  if (timeStamp - touchedAt > FROM_TOUCH_MS) return detail > 1
  return (
    timeStamp - first.at < DOUBLE_TAP_MS && Math.hypot(clientX - first.x, clientY - first.y) < SAME_SPOT_PX
  )
}

function judge(event: MouseEvent): void {
  const { timeStamp: at, clientX: x, clientY: y, detail } = event
  // A click of the keyboard or of an assistive tool is meant for what has the focus.
  if (detail === 0) return
  const meant = last !== undefined && isSecondOf(last, event) ? last.screen : screen
  last = { at, x, y, screen: meant }
  if (meant === screen && at >= drawnAt) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

/**
 * Another screen stands under the finger: a page, a sheet, the next step of a form. The second tap of a double tap,
 * and one made before the new screen was drawn, were meant for the one before and do nothing on this one.
 */
export function noteNewScreen(): void {
  screen += 1
  drawnAt = performance.now()
  requestAnimationFrame(() => {
    drawnAt = performance.now()
  })
}

/**
 * A button has done its work, and another act may stand in its place: 不再支持 where 支持 was. Only the second tap of a
 * double tap is stopped; what else was tapped meanwhile was seen and meant.
 */
export function noteNewAct(): void {
  screen += 1
}

/** Begins to watch the taps of this window, ahead of everything that answers them. */
export function followTaps(): void {
  addEventListener('touchend', ({ timeStamp }) => (touchedAt = timeStamp), { capture: true, passive: true })
  addEventListener('click', judge, { capture: true })
}
