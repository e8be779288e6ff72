import { areaBetween, changedArea, middleArea } from './mask-area'

test('an area lies between its corners whichever came first, and inside the picture', () => {
  expect(areaBetween({ x: 0.6, y: 0.5 }, { x: 0.2, y: 0.1 })).toEqual({
    x: 0.2,
    y: 0.1,
    width: 0.4,
    height: 0.4,
  })
  expect(areaBetween({ x: 0.9, y: 0.9 }, { x: 1.4, y: 1.2 })).toEqual({
    x: 0.9,
    y: 0.9,
    width: 0.1,
    height: 0.1,
  })
  expect(areaBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.9 })).toBeUndefined()
})

test('an area that is moved or sized by buttons never leaves the picture', () => {
  for (const change of ['up', 'down', 'left', 'right', 'larger', 'smaller'] as const) {
    let area = middleArea
    for (let step = 0; step < 60; step += 1) area = changedArea(area, change)
    const { x, y, width, height } = area
    expect([x >= 0, y >= 0, width > 0, height > 0, x + width <= 1.0001, y + height <= 1.0001]).toEqual(
      Array(6).fill(true),
    )
  }
  expect(changedArea(middleArea, 'right').x).toBeGreaterThan(middleArea.x)
})
