/** WeChat prints nothing. */
export const printPage: (() => void) | undefined = undefined
