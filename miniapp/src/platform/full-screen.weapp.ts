/** A mini-program has no big screen of its own. */
export const fillScreen: (() => void) | undefined = undefined
