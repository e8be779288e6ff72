import { MOST_STROKE_POINTS } from '@linli/shared/opinions/intake.limits'
import { beginning, extended, isFull, spotsOf } from './mask-stroke'

test('a stroke takes a point once the brush has moved, and stays on the picture', () => {
  const begun = beginning({ x: 0.5, y: -0.2 }, 0.1)
  expect(begun).toEqual({ points: [[0.5, 0]], width: 0.1 })
  expect(extended(begun, { x: 0.51, y: 0 })).toBe(begun)
  expect(extended(begun, { x: 0.6, y: 0.1 }).points).toEqual([
    [0.5, 0],
    [0.6, 0.1],
  ])
})

test('a stroke ends where the server would refuse it', () => {
  let stroke = beginning({ x: 0, y: 0 }, 0.01)
  for (let step = 1; step < 400; step += 1) stroke = extended(stroke, { x: step % 2, y: step / 400 })
  expect([stroke.points.length, isFull(stroke)]).toEqual([MOST_STROKE_POINTS, true])
})

test('a fast stroke is shown without gaps', () => {
  const fast = { points: [[0, 0.5] as [number, number], [1, 0.5] as [number, number]], width: 0.1 }
  const spots = spotsOf(fast)
  expect(spots.at(-1)).toEqual([1, 0.5])
  spots.forEach(([x], index) => expect(x - (spots[index - 1]?.[0] ?? 0)).toBeLessThan(0.05))
})
