// Moves the clock of whoever runs this first, a server or a page, by so many milliseconds; it goes on from there.
;((by) => {
  globalThis.Date = new Proxy(Date, {
    construct: (real, given, made) =>
      Reflect.construct(real, given.length > 0 ? given : [real.now() + by], made),
    get: (real, name) => (name === 'now' ? () => real.now() + by : Reflect.get(real, name)),
  })
})(Number(globalThis.LINLI_TEST_CLOCK ?? globalThis.process?.env.LINLI_TEST_CLOCK ?? 0))
