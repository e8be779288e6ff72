/** What the phone or the browser says about looks; the person's own choice goes before it. */
export interface SystemLook {
  readonly dark: boolean
  /** WeChat's font scale, 1 where there is none (a browser scales text itself). */
  readonly fontScale: number
}
