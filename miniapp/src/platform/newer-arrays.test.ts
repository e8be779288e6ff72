const names = ['at', 'toSorted', 'toReversed'] as const

/** As on a phone that lacks them, while `look` runs. */
function withoutThem(look: () => void): void {
  const own = names.map((name) => [name, Object.getOwnPropertyDescriptor(Array.prototype, name)] as const)
  const ofText = Object.getOwnPropertyDescriptor(String.prototype, 'at')
  try {
    for (const name of names) Reflect.deleteProperty(Array.prototype, name)
    Reflect.deleteProperty(String.prototype, 'at')
    look()
  } finally {
    for (const [name, known] of own) if (known) Object.defineProperty(Array.prototype, name, known)
    if (ofText) Object.defineProperty(String.prototype, 'at', ofText)
  }
}

test('a phone that lacks them gets them, and they leave the array they are asked of as it is', () => {
  const list = [3, 1, 2]
  const got: unknown[] = []
  withoutThem(() => {
    got.push('at' in list)
    jest.isolateModules(() => jest.requireActual('./newer-arrays'))
    got.push(list.at(-1), list.at(0), list.at(3), list.at(-4), '楼上'.at(-1))
    got.push(
      list.toSorted(),
      list.toSorted((a, b) => b - a),
      list.toReversed(),
      Object.keys(list),
    )
  })
  expect(got).toEqual([
    ...[false, 2, 3, undefined, undefined, '上'],
    ...[
      [1, 2, 3],
      [3, 2, 1],
      [2, 1, 3],
      ['0', '1', '2'],
    ],
  ])
  expect(list).toEqual([3, 1, 2])
})

test('where they are, they stay the phone’s own', () => {
  const { toSorted } = Array.prototype
  jest.isolateModules(() => jest.requireActual('./newer-arrays'))
  expect(Array.prototype.toSorted).toBe(toSorted)
})
