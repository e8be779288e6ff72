/** A browser has no scanner to ask for: the phone's camera opens the link of the code by itself. */
export const scanCode: (() => Promise<string | undefined>) | undefined = undefined
