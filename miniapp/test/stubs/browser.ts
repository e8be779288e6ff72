/** What jsdom lacks of a browser, and what the build defines. */
Object.assign(globalThis, { LINLI_API_BASE: '' })
process.env.TARO_ENV = 'h5'

if (typeof window !== 'undefined') {
  Element.prototype.scrollIntoView = () => undefined
  window.matchMedia = (query: string) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    })
}
