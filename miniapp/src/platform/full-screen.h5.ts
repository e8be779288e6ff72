/** Lets the page fill the screen; undefined where the browser cannot. */
export const fillScreen: (() => void) | undefined =
  typeof document !== 'undefined' && document.fullscreenEnabled
    ? () => void document.documentElement.requestFullscreen().catch(() => undefined)
    : undefined
