import fc from 'fast-check'
import { coverMask, type Cover } from './cover-mask'

const [WIDTH, HEIGHT] = [60, 40]
const maskOf = (cover: Partial<Cover>): Buffer =>
  coverMask({ areas: [], strokes: [], ...cover }, WIDTH, HEIGHT)
const covered = (mask: Buffer): number => mask.filter((value) => value === 255).length
const at = (mask: Buffer, x: number, y: number): boolean => mask[y * WIDTH + x] === 255

test('a rectangle covers its pixels and no others, and is cut off at the edges', () => {
  const mask = maskOf({ areas: [{ x: 0.5, y: 0.5, width: 0.25, height: 0.25 }] })
  expect([covered(mask), at(mask, 30, 20), at(mask, 44, 29), at(mask, 29, 20), at(mask, 45, 29)]).toEqual([
    ...[150, true, true, false, false],
  ])
  expect(covered(maskOf({ areas: [{ x: 0.9, y: 0.9, width: 1, height: 1 }] }))).toBe(24)
})

test('a tap of the brush is a round spot, a stroke everything between its points', () => {
  const spot = maskOf({ strokes: [{ points: [[0.5, 0.5]], width: 0.2 }] })
  expect([at(spot, 30, 20), at(spot, 35, 20), at(spot, 38, 20), at(spot, 35, 25)]).toEqual([
    ...[true, true, false, false],
  ])
  const stroke = maskOf({
    strokes: [
      {
        points: [
          [0.1, 0.1],
          [0.9, 0.9],
        ],
        width: 0.1,
      },
    ],
  })
  expect([at(stroke, 30, 20), at(stroke, 10, 6), at(stroke, 50, 6)]).toEqual([true, true, false])
})

test('every pixel under the brush is covered, whichever way it went', () => {
  const share = fc.double({ min: -0.2, max: 1.2, noNaN: true })
  const points = fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(points, fc.double({ min: 0.01, max: 0.3, noNaN: true }), (path, width) => {
      const mask = maskOf({ strokes: [{ points: path, width }] })
      const r = (width * WIDTH) / 2
      for (const [index, [bx, by]] of path.entries()) {
        const [ax, ay] = path[index - 1] ?? [bx, by]
        for (let step = 0; step <= 20; step += 1)
          for (const turn of [0, 1, 2, 3, 4, 5, 6, 7]) {
            const x = (ax + ((bx - ax) * step) / 20) * WIDTH + Math.cos((turn * Math.PI) / 4) * r * 0.99
            const y = (ay + ((by - ay) * step) / 20) * HEIGHT + Math.sin((turn * Math.PI) / 4) * r * 0.99
            if (x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT) continue
            if (!at(mask, Math.floor(x), Math.floor(y))) return false
          }
      }
      return true
    }),
  )
})
